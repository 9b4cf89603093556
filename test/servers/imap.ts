import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A message as the server keeps it. */
type Stored = { raw: string; uid: number; flags: string[]; internaldate: string };
type Mailbox = { path: string; messages: Stored[]; uidnext: number; uidvalidity: number };

/** What we use of hoodiecrow-imap, a third-party IMAP server in JavaScript, which has no types. */
type Hoodiecrow = {
  server: Server;
  users: Record<string, { password: string }>;
  connectionHandlers: ((connection: {
    socket: Socket;
    inputHandler: false | ((line: string) => void);
  }) => void)[];
  listen(port: number, host: string): void;
  close(done?: () => void): void;
  getMailbox(path: string): Mailbox;
  appendMessage(mailbox: Mailbox, flags: string[], date: string | false, raw: string): void;
};
const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow;

export type ImapServer = {
  port: number;
  user: string;
  /** Puts a mail into a folder; whoever is in IDLE there hears of it. */
  deliver(raw: string | Buffer, options?: { folder?: string; flags?: string[]; at?: Date }): void;
  messages(folder?: string): Stored[];
  setPassword(password: string): void;
  /** Gives all mail of a folder new numbers under a new UIDVALIDITY, as after a restore on the host. */
  renumber(folder?: string): void;
  /** Breaks all connections off now. */
  cut(): void;
  /** Breaks a connection off after it was sent this many bytes more. */
  cutAfter(bytes: number): void;
  close(): Promise<void>;
};

/** A real IMAP server on loopback with INBOX, Sent and Done, IDLE, MOVE and SPECIAL-USE; nothing is encrypted. */
export async function startImap(password = 'secret', at = 0): Promise<ImapServer> {
  const user = 'support@copperfield.example';
  const server = hoodiecrow({
    plugins: [
      'ID',
      'IDLE',
      'SASL-IR',
      'AUTH-PLAIN',
      'SPECIAL-USE',
      'MOVE',
      'UIDPLUS',
      'LITERALPLUS',
      'UNSELECT',
    ],
    users: { [user]: { password } },
    storage: {
      INBOX: {},
      '': {
        separator: '/',
        folders: { Sent: { 'special-use': '\\Sent' }, Done: {} },
      },
    },
  });
  // A connection that is lost in IDLE would keep its timer, and this process, for half an hour.
  server.connectionHandlers.push((connection) => {
    connection.socket.once('close', () => {
      const { inputHandler } = connection;
      if (inputHandler) inputHandler('DONE');
    });
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(at, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    user,
    deliver(raw, { folder = 'INBOX', flags = [], at } = {}) {
      const text = typeof raw === 'string' ? raw.replace(/\r?\n/g, '\r\n') : raw.toString('latin1');
      server.appendMessage(server.getMailbox(folder), flags, at ? internalDate(at) : false, text);
    },
    messages: (folder = 'INBOX') => server.getMailbox(folder).messages,
    setPassword(next) {
      (server.users[user] as { password: string }).password = next;
    },
    renumber(folder = 'INBOX') {
      const mailbox = server.getMailbox(folder);
      mailbox.uidvalidity++;
      mailbox.messages.forEach((message, index) => {
        message.uid = index + 1;
      });
      mailbox.uidnext = mailbox.messages.length + 1;
      cut();
    },
    cut,
    cutAfter(bytes) {
      for (const socket of sockets) {
        const write = socket.write.bind(socket);
        let left = bytes;
        socket.write = ((chunk: string | Uint8Array, ...rest: []) => {
          left -= chunk.length;
          if (left >= 0) return write(chunk, ...rest);
          write(
            typeof chunk === 'string'
              ? chunk.slice(0, chunk.length + left)
              : chunk.subarray(0, chunk.length + left),
          );
          socket.destroySoon();
          return false;
        }) as typeof socket.write;
      }
    },
    async close() {
      cut();
      await new Promise<void>((closed) => server.close(closed));
    },
  };
}

/** `17-Jul-2026 02:44:25 +0000` (RFC 3501, date-time). */
function internalDate(date: Date): string {
  const [, day, month, year, time] = /(\d\d) (\w{3}) (\d{4}) ([\d:]{8})/.exec(date.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
