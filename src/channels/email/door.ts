import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { minute, second } from '../../platform/clock/clock.ts';
import type { Ground } from '../../platform/ground.ts';
import { readerOf } from '../reader.ts';
import type { ChannelRow } from '../tables.ts';
import { createAddressBook } from './door-addresses.ts';
import { createDoorLimits } from './door-limits.ts';
import { Refused, refusal } from './door-refusals.ts';
import { receiveBytes, storeAtDoor } from './door-store.ts';

/**
 * The built-in mail door: SMTP, and LMTP for a mail server beside us. It takes mail for the addresses of
 * our channels and nobody else's (no relay, no sign-in), and answers 250 only once the mail is committed
 * (RFC 5321, section 6.1). A mail ends at CR LF . CR LF alone, so none can be smuggled in another.
 */
export type Door = {
  port: number;
  lmtpPort: number | null;
  close(): Promise<void>;
};

export type DoorOptions = {
  /** Called after a message was committed, so that its events are looked at at once. */
  afterRead?: () => void;
};

const mostClients = 200;
const mostRecipients = 100;
/** Wrong recipients in one connection, after which it is closed: someone is guessing. */
const mostGuesses = 20;

export async function startDoor(ground: Ground, options: DoorOptions = {}): Promise<Door> {
  const { config } = ground;
  const reader = readerOf(ground);
  if (options.afterRead) reader.onRead(options.afterRead);
  const tls = config.smtpTls && {
    cert: await readFile(config.smtpTls.cert),
    key: await readFile(config.smtpTls.key),
  };
  const shared = doorOptions(ground, tls);
  const smtp = new SMTPServer(shared);
  const port = await listening(ground, smtp, { port: config.smtpPort, host: config.host });
  const open = [smtp];
  let lmtpPort: number | null = null;
  for (const at of [
    config.lmtpPort !== undefined && { port: config.lmtpPort, host: config.host },
    config.lmtpSocket && { path: config.lmtpSocket },
  ]) {
    if (!at) continue;
    const lmtp = new SMTPServer({ ...shared, lmtp: true });
    open.push(lmtp);
    lmtpPort = (await listening(ground, lmtp, at)) || lmtpPort;
  }
  // What a process that died had taken and not yet read.
  void reader
    .sweep({ all: true })
    .catch((error) => ground.log.warn({ reason: String(error) }, 'first sweep failed'));
  return {
    port,
    lmtpPort,
    async close() {
      await Promise.all(open.map((server) => new Promise<void>((closed) => server.close(closed))));
      await reader.idle();
    },
  };
}

/** What a session is known to be about, beyond what smtp-server keeps. */
type Visit = { to: Map<string, ChannelRow>; guesses: number };

function doorOptions(ground: Ground, tls: { cert: Buffer; key: Buffer } | undefined): SMTPServerOptions {
  const max = ground.config.mailMaxBytes;
  const addresses = createAddressBook(ground);
  const limits = createDoorLimits(max);
  const visits = new WeakMap<SMTPServerSession, Visit>();
  const visitOf = (session: SMTPServerSession): Visit => {
    const known = visits.get(session) ?? { to: new Map(), guesses: 0 };
    visits.set(session, known);
    return known;
  };

  return {
    ...tls,
    name: hostname(),
    banner: 'Rapport',
    size: max,
    rejectOversized: true,
    authOptional: true,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    hideSTARTTLS: !tls,
    disableReverseLookup: true,
    logger: false,
    maxClients: mostClients,
    maxRecipients: mostRecipients,
    socketTimeout: minute,
    closeTimeout: 3 * second,

    onConnect: (session, done) => done(limits.enter(session.remoteAddress)),
    onClose: (session) => limits.leave(session.remoteAddress),
    onMailFrom(_from, session, done) {
      visitOf(session).to.clear();
      done(limits.mayBring(session.remoteAddress));
    },

    async onRcptTo({ address }, session, done) {
      const visit = visitOf(session);
      try {
        if (visit.guesses >= mostGuesses) throw new Refused(421, '4.7.0 Too many unknown recipients');
        const channel = await addresses.find(address);
        if (!channel) {
          visit.guesses++;
          throw new Refused(550, '5.1.1 No such mailbox here');
        }
        if (channel.state === 'off') throw new Refused(450, '4.2.1 This mailbox is paused, try again later');
        visit.to.set(address, channel);
        done();
      } catch (error) {
        done(refusal(ground.log, error));
      }
    },

    async onData(stream, session, done) {
      const room = limits.room();
      try {
        const bytes = await receiveBytes(stream, room);
        await storeAtDoor(ground, session, visitOf(session).to, bytes);
        const answer = '2.0.0 Taken in';
        // LMTP answers once for each recipient (RFC 2033, section 4.2).
        const isLmtp = session.transmissionType.startsWith('LMTP');
        done(null, isLmtp ? session.envelope.rcptTo.map(() => answer) : answer);
      } catch (error) {
        done(refusal(ground.log, error));
      } finally {
        room.free();
      }
    },
  };
}

/** Resolves with the port (0 for a socket path) once the server listens; rejects with a sentence. */
async function listening(
  ground: Ground,
  server: SMTPServer,
  at: { port: number; host: string } | { path: string },
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = 'path' in at ? at.path : `port ${at.port}`;
      const taken = error.code === 'EADDRINUSE' ? `${where} is used by another program` : error.message;
      reject(new Error(`The mail door cannot open: ${taken}. Choose another with SMTP_PORT or LMTP_PORT.`));
    });
    server.listen(at, resolve);
  });
  server.on('error', (error) =>
    ground.log.debug({ reason: error.message }, 'a connection at the mail door broke'),
  );
  return 'path' in at ? 0 : (server.server.address() as AddressInfo).port;
}
