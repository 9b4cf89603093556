import { connect } from 'node:net';
import { second } from '../../platform/clock/clock.ts';
import type { Ground } from '../../platform/ground.ts';
import { newId } from '../../platform/ids.ts';
import type { Step } from '../contract.ts';
import { imapClient } from './imap.ts';
import { explain, type FailedAt } from './imap-errors.ts';
import { providerOf } from './providers.ts';
import { reach } from './reach.ts';
import type { ImapSettings, SmtpSettings } from './settings.ts';
import { openSession, type Session, SessionRefused } from './smtp-session.ts';

/*
 * Tries a mailbox the way a person would look for the fault: is the name known, does the port answer, is
 * it encrypted, is the password right, is the folder there. Stops at the first step that fails and says
 * what to do about it. Changes nothing and sends nothing.
 */

type Server = { host: string; port: number };
type Side = Step['side'];

const connectMs = 10 * second;

const passed = (side: Side, name: Step['name'], detail: string): Step => ({
  side,
  name,
  ok: true,
  warning: false,
  detail,
  advice: null,
});
const noted = (side: Side, name: Step['name'], detail: string, advice: string): Step => ({
  side,
  name,
  ok: true,
  warning: true,
  detail,
  advice,
});
const failed = (side: Side, name: Step['name'], detail: string, advice: string): Step => ({
  side,
  name,
  ok: false,
  warning: false,
  detail,
  advice,
});

/** Name and port: what both sides begin with. Throws what went wrong. */
async function* reached(ground: Ground, side: Side, server: Server): AsyncGenerator<Step> {
  const { host } = await reach(ground, server.host);
  yield passed(
    side,
    'dns',
    server.host === host ? `${host} is an address.` : `${server.host} is at ${host}.`,
  );
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host, port: server.port, timeout: connectMs }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
    socket.once('timeout', () => {
      socket.destroy();
      reject(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
    });
  });
  yield passed(side, 'tcp', `Port ${server.port} answers.`);
}

/** Tries to read a mailbox, step by step; the last step is the first that failed, if one did. */
export async function* testImap(ground: Ground, imap: ImapSettings, password: string): AsyncGenerator<Step> {
  try {
    yield* reached(ground, 'imap', imap);
    const client = await imapClient(ground, imap, password);
    try {
      await client.connect();
      yield imap.security === 'none'
        ? noted(
            'imap',
            'tls',
            'The connection is not encrypted.',
            'Use TLS unless this host is on the same machine.',
          )
        : passed('imap', 'tls', 'The connection is encrypted and the certificate is good.');
      yield passed('imap', 'sign-in', `Signed in as ${imap.user}.`);
      const folders = await client.list();
      if (!folders.some((folder) => folder.path.toLowerCase() === imap.folder.toLowerCase())) {
        const names = folders.slice(0, 12).map((folder) => folder.path);
        yield failed(
          'imap',
          'folder',
          `There is no folder ${imap.folder}.`,
          `There are: ${names.join(', ')}.`,
        );
        return;
      }
      const lock = await client.getMailboxLock(imap.folder, { readOnly: true });
      lock.release();
      const count = client.mailbox ? client.mailbox.exists : 0;
      yield passed('imap', 'folder', `${imap.folder} holds ${count} ${count === 1 ? 'mail' : 'mails'}.`);
      yield client.capabilities.has('IDLE')
        ? passed('imap', 'idle', 'New mail is announced at once (IDLE).')
        : noted(
            'imap',
            'idle',
            'This host does not announce new mail.',
            'Rapport looks once a minute instead.',
          );
      if (imap.watchSent) {
        const sent = imap.sent ?? folders.find((folder) => folder.specialUse === '\\Sent')?.path;
        yield sent
          ? passed('imap', 'sent', `Answers sent from other programs are found in ${sent}.`)
          : noted(
              'imap',
              'sent',
              'The host does not say which folder holds sent mail.',
              'Choose it, so that answers from other programs join their conversations.',
            );
      }
    } finally {
      client.close();
    }
  } catch (error) {
    yield wrong('imap', error, imap);
  }
}

/** Tries to send, up to the moment before a mail would be given away. */
export async function* testSmtp(
  ground: Ground,
  smtp: SmtpSettings,
  password: string,
  address: string,
): AsyncGenerator<Step> {
  let session: Session | undefined;
  try {
    yield* reached(ground, 'smtp', smtp);
    session = await openSession({ ...smtp, password });
    yield smtp.security === 'none'
      ? noted(
          'smtp',
          'tls',
          'The connection is not encrypted.',
          'Use TLS unless this host is on the same machine.',
        )
      : passed('smtp', 'tls', 'The connection is encrypted and the certificate is good.');
    yield passed(
      'smtp',
      'sign-in',
      smtp.user ? `Signed in as ${smtp.user}.` : 'This host asks for no sign-in.',
    );
    const refused = await mayWriteAs(session, address);
    yield refused
      ? failed(
          'smtp',
          'from',
          refused,
          `Use the account that owns ${address}, or allow it to send under this address.`,
        )
      : passed('smtp', 'from', `Mail may leave as ${address}.`);
  } catch (error) {
    yield error instanceof SessionRefused ? refusedSession(error, smtp) : wrong('smtp', error, smtp);
  } finally {
    session?.close();
  }
}

class Enough extends Error {}

/** Asks for everything but the mail itself; why not, or undefined if it would be taken. */
async function mayWriteAs(session: Session, address: string): Promise<string | undefined> {
  const parcel = {
    from: address,
    to: [address],
    messageId: `<${newId()}@rapport>`,
    raw: Buffer.from('\r\n'),
  };
  try {
    const sent = await session.send(parcel, () => Promise.reject(new Enough()));
    return sent.ok ? undefined : sent.error.text;
  } catch (error) {
    if (error instanceof Enough) return undefined;
    throw error;
  }
}

function refusedSession({ error }: SessionRefused, smtp: SmtpSettings): Step {
  if (error.code === 'TLS') {
    return failed(
      'smtp',
      'tls',
      error.text,
      '465 wants TLS, 587 wants STARTTLS; and the name must be the one in the certificate.',
    );
  }
  if (error.retry === 'reauth') return failed('smtp', 'sign-in', error.text, adviceFor(smtp.host));
  const at = /^(ENOTFOUND|EDNS|EAI_AGAIN)$/.test(error.code) ? 'dns' : 'tls';
  return failed(
    'smtp',
    at,
    error.text,
    'Check name, port and encryption: 465 wants TLS, 587 wants STARTTLS.',
  );
}

function wrong(side: Side, error: unknown, server: Server): Step {
  const { at, text, advice, reauth } = explain(error, server);
  const names: Record<FailedAt, Step['name']> = {
    dns: 'dns',
    tcp: 'tcp',
    tls: 'tls',
    'sign-in': 'sign-in',
    folder: 'folder',
  };
  return failed(side, names[at], text, reauth ? adviceFor(server.host, advice) : advice);
}

/** What this provider is known to want, before what is generally true. */
function adviceFor(
  host: string,
  otherwise = 'Check user name and password. With two-step sign-in most providers ask for an app password.',
): string {
  return providerOf(host)?.advice ?? otherwise;
}
