import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { minute, second } from '../../platform/clock/clock.ts';
import type { NotTaken, SendError, Sent } from '../sent.ts';
import type { Reached } from './reach.ts';
import type { SmtpSettings } from './settings.ts';
import { readError, type Stage } from './smtp-errors.ts';

/** How to reach a mailbox's SMTP server and sign in there. */
export type SmtpAccount = SmtpSettings & { password: string };

/** Finds where a host is; the guard against private addresses stands behind it (reach.ts). */
export type Find = (host: string) => Promise<Reached>;

/** A message ready to go: everything but who carries it. */
export type Parcel = { from: string; to: string[]; messageId: string; raw: Buffer };

/**
 * Called once, right before the first byte of the body: what comes after cannot be taken back. It records
 * that fact, or throws if the message may no longer be sent.
 */
export type HandOver = () => Promise<void>;

/** Why a session could not be opened. */
export class SessionRefused extends Error {
  readonly error: SendError;

  constructor(error: SendError) {
    super(error.text);
    this.error = error;
  }
}

/**
 * Limits of patience in milliseconds. RFC 5321, section 4.5.3.2 names minutes; a submission server that
 * takes longer than this is not well, and everything but the last wait is safely tried again.
 */
export const deadlines = {
  connect: 20 * second,
  greeting: 30 * second,
  command: 40 * second,
  body: 3 * minute,
};
export type Deadlines = typeof deadlines;

/** One open, signed-in connection. Used by one message at a time; `usable` says whether it takes another. */
export type Session = {
  usable(): boolean;
  send(parcel: Parcel, handOver: HandOver): Promise<Sent>;
  close(): void;
};

/** Connects and signs in. Throws SessionRefused. */
export async function openSession(settings: SmtpAccount, find?: Find, limits = deadlines): Promise<Session> {
  let stage: Stage = 'connect';
  let connection: SMTPConnection | undefined;
  try {
    const at = await find?.(settings.host);
    const opened = new SMTPConnection({
      host: at?.host ?? settings.host,
      servername: at?.servername,
      port: settings.port,
      secure: settings.security === 'tls',
      requireTLS: settings.security === 'starttls',
      ignoreTLS: settings.security === 'none',
      connectionTimeout: limits.connect,
      greetingTimeout: limits.greeting,
      dnsTimeout: limits.connect,
      socketTimeout: limits.command,
      logger: false,
    });
    connection = opened;
    await settle(opened, (done) => opened.connect(done));
    stage = 'login';
    if (settings.user) {
      const auth = { user: settings.user, pass: settings.password };
      await settle(opened, (done) => opened.login(auth, done));
    }
    // From here an error between two messages only makes the session unusable.
    opened.on('error', () => {});
    return sessionOver(opened, settings, limits);
  } catch (error) {
    connection?.on('error', () => {});
    connection?.close();
    throw new SessionRefused(readError(error, stage, settings.host));
  }
}

function sessionOver(connection: SMTPConnection, settings: SmtpAccount, limits: Deadlines): Session {
  let broken = false;
  connection.on('error', () => {
    broken = true;
  });
  connection.on('end', () => {
    broken = true;
  });
  const patience = (ms: number) => {
    if (connection._socket) connection._socket.setTimeout(ms);
  };
  return {
    usable: () => !broken && (connection._socket || undefined)?.writable === true,
    close: () => connection.quit(),
    async send(parcel, handOver) {
      let stage: Stage = 'before';
      let stopped: unknown;
      // nodemailer reads the body only after the server's 354, so the first read is the moment of handing
      // over, and the end of reading comes before the final dot is written.
      const body = Readable.from(
        (async function* () {
          try {
            await handOver();
          } catch (error) {
            stopped = error;
            throw error;
          }
          patience(limits.body);
          const size = 64 * 1024;
          for (let at = 0; at < parcel.raw.length; at += size) yield parcel.raw.subarray(at, at + size);
          stage = 'answer';
        })(),
        { objectMode: false },
      );
      const envelope = {
        from: parcel.from,
        to: parcel.to,
        size: parcel.raw.length,
        use8BitMime: false,
      };
      try {
        const info = await new Promise<SMTPConnection.SentMessageInfo>((resolve, reject) =>
          connection.send(envelope, body, (error, result) => (error ? reject(error) : resolve(result!))),
        );
        patience(limits.command);
        const notTaken: NotTaken[] = (info.rejectedErrors ?? []).map((error) => ({
          address: error.recipient ?? '',
          error: readError(error, 'before', settings.host),
        }));
        const key = info.serverMessageId ?? parcel.messageId;
        return { ok: true, key, taken: info.accepted, notTaken, answer: info.response.slice(0, 500) };
      } catch (error) {
        // Whatever state the talk is in, the next message starts on a new connection.
        broken = true;
        connection.close();
        if (stopped) throw stopped;
        return { ok: false, error: readError(error, stage, settings.host) };
      }
    },
  };
}

/** Runs one step; the connection reports failure by the callback or by an 'error' event, whichever is first. */
function settle(
  connection: SMTPConnection,
  step: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => reject(error);
    connection.once('error', onError);
    step((error) => {
      connection.removeListener('error', onError);
      if (error) reject(error);
      else resolve();
    });
  });
}
