import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export type Taken = { from: string; to: string[]; raw: string };

/** At which point of the talk the server does what `Behaviour` says. */
export type Point = 'connect' | 'auth' | 'mail' | 'rcpt' | 'body' | 'answer';

/**
 * A refusal ("550 5.1.1 No such user"), silence for ever, or the line cut. At 'answer' all of the body has
 * been read; 'take-and-cut' and 'take-and-silence' keep the message before they fall silent.
 */
export type Behaviour = string | 'silence' | 'cut' | 'take-and-cut' | 'take-and-silence' | undefined;

export type SmtpSink = {
  port: number;
  taken: Taken[];
  /** How many connections were opened so far. */
  connections(): number;
  /** Decides for each step; `address` is the recipient at 'rcpt'. */
  behave: (point: Point, address: string) => Behaviour | Promise<Behaviour>;
  close(): Promise<void>;
};

/** A real SMTP server (the smtp-server package) on loopback that keeps what it takes and errs as told. */
export async function startSmtpSink(options: { password?: string; port?: number } = {}): Promise<SmtpSink> {
  let connections = 0;
  const sockets = new Set<{ destroy(): void }>();
  type Callback = (error?: Error | null) => void;

  const act = async (point: Point, address: string, session: SMTPServerSession, callback: Callback) => {
    const told = await sink.behave(point, address);
    if (told === undefined) return callback();
    if (told === 'silence') return;
    if (told === 'cut') return cut(session);
    callback(refusal(told));
  };
  const cut = (session: SMTPServerSession) => {
    for (const connection of server.connections as Set<{
      session: SMTPServerSession;
      _socket: { destroy(): void };
    }>) {
      if (connection.session.id === session.id) connection._socket.destroy();
    }
  };

  const server = new SMTPServer({
    authOptional: options.password === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(session, callback) {
      connections++;
      void act('connect', '', session, callback);
    },
    onAuth(auth, session, callback) {
      void (async () => {
        const told = await sink.behave('auth', '');
        if (told === 'silence') return;
        if (told === 'cut') return cut(session);
        if (told) return callback(refusal(told));
        if (auth.password !== options.password) return callback(refusal('535 5.7.8 Wrong name or password'));
        callback(null, { user: auth.username ?? '' });
      })();
    },
    onMailFrom: (_address, session, callback) => void act('mail', '', session, callback),
    onRcptTo: (address, session, callback) => void act('rcpt', address.address, session, callback),
    onData(stream, session, callback) {
      void (async () => {
        if ((await sink.behave('body', '')) === 'cut') {
          stream.once('data', () => cut(session));
          return;
        }
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of stream) chunks.push(chunk as Buffer);
        } catch {
          return;
        }
        const told = await sink.behave('answer', '');
        const from = session.envelope.mailFrom;
        if (told === undefined || told.startsWith('take-')) {
          sink.taken.push({
            from: from ? from.address : '',
            to: session.envelope.rcptTo.map((one) => one.address),
            raw: Buffer.concat(chunks).toString('utf8'),
          });
        }
        if (told === undefined) return callback(null, 'OK: queued as TEST');
        if (told.endsWith('silence')) return;
        if (told.endsWith('cut')) return cut(session);
        callback(refusal(told));
      })();
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server.server, 'listening');
  const sink: SmtpSink = {
    port: (server.server.address() as AddressInfo).port,
    taken: [],
    connections: () => connections,
    behave: () => undefined,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return sink;
}

/** "550 5.1.1 No such user" as the error from which smtp-server makes that reply. */
function refusal(line: string): Error {
  const responseCode = Number(line.slice(0, 3));
  return Object.assign(new Error(line.slice(4)), { responseCode });
}
