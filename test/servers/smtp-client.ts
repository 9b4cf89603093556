import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A bare SMTP or LMTP client: says exactly what a test wants said. */
export type SmtpTalk = {
  /** Sends one command line and resolves with the last line of the answer. */
  say(line: string): Promise<string>;
  /** DATA, the mail (dots are stuffed), and the final dot; resolves with the answer, for LMTP with each. */
  data(mail: string | Buffer, answers?: number): Promise<string[]>;
  /** The mail alone (dots are stuffed) and the final dot, after a 354; resolves with the first answer. */
  body(mail: string | Buffer): Promise<string>;
  /** Writes bytes as they are and does not wait. */
  write(bytes: string | Buffer): void;
  /** The last line of the next answer. */
  answer(): Promise<string>;
  /** Cuts the connection without a word. */
  cut(): void;
  end(): Promise<void>;
};

export async function smtpTalk(port: number, helo = 'EHLO mta.alder.example'): Promise<SmtpTalk> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => {});
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error('The server closed the connection');
      if (/^\d{3} /.test(value)) return value;
    }
  };
  const say = (line: string) => {
    socket.write(`${line}\r\n`);
    return answer();
  };
  const body = (mail: string | Buffer) => {
    const text = typeof mail === 'string' ? Buffer.from(mail.replace(/\r?\n/g, '\r\n')) : mail;
    const stuffed = text.toString('latin1').replace(/(^|\r\n)\./g, '$1..');
    // In one piece, as mail servers do: a second small packet would wait for the first to be acknowledged
    // (Nagle's algorithm against the delayed acknowledgement of TCP), 40 ms a mail.
    socket.write(Buffer.from(`${stuffed}\r\n.\r\n`, 'latin1'));
    return answer();
  };
  await answer();
  await say(helo);
  return {
    say,
    body,
    answer,
    write: (bytes) => void socket.write(bytes),
    async data(mail, answers = 1) {
      const go = await say('DATA');
      if (!go.startsWith('354')) return [go];
      const said = [await body(mail)];
      for (let n = 1; n < answers; n++) said.push(await answer());
      return said;
    },
    cut: () => socket.destroy(),
    async end() {
      socket.end('QUIT\r\n');
      await new Promise((closed) => socket.once('close', closed));
    },
  };
}

/** Brings one mail; the answer to the first command that was refused, or to the mail. */
export async function bring(
  port: number,
  mail: string | Buffer,
  { from = 'leila.tanaka@alder.example', to }: { from?: string; to: string },
): Promise<string> {
  const talk = await smtpTalk(port);
  try {
    for (const line of [`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`]) {
      const said = await talk.say(line);
      if (!said.startsWith('250')) return said;
    }
    return (await talk.data(mail))[0] as string;
  } finally {
    await talk.end();
  }
}
