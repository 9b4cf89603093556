import { ImapFlow } from 'imapflow';
import { minute, second } from '../../platform/clock/clock.ts';
import type { Ground } from '../../platform/ground.ts';
import { ListenError, type ListenerHands, type RawItem } from '../channel.ts';
import type { ChannelRow } from '../tables.ts';
import { type Place, readImapCursor, writeImapCursor } from './imap-cursor.ts';
import { explain } from './imap-errors.ts';
import { catchUp, type Folder, type Rules } from './imap-folder.ts';
import { loopMark } from './loop.ts';
import { reach } from './reach.ts';
import { type ImapSettings, openEmailSecrets, readEmailConfig } from './settings.ts';
import { messageOfOurs } from './tokens.ts';

/** How long the host may stay silent in IDLE before we ask; also how often Sent is looked at. */
const pollMs = minute;

/** A client that is not connected yet. Every command's time is bounded. */
export async function imapClient(
  ground: Ground,
  imap: Pick<ImapSettings, 'host' | 'port' | 'security' | 'user'>,
  password: string,
): Promise<ImapFlow> {
  const { host, servername } = await reach(ground, imap.host);
  const client = new ImapFlow({
    host,
    port: imap.port,
    ...(servername && { servername }),
    secure: imap.security === 'tls',
    // Never plain by accident: STARTTLS is asked for and must succeed, or it is not used at all.
    ...(imap.security !== 'tls' && { doSTARTTLS: imap.security === 'starttls' }),
    auth: { user: imap.user, pass: password },
    clientInfo: { name: 'Rapport' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 20 * second,
    greetingTimeout: 15 * second,
    socketTimeout: 2 * pollMs,
    maxLiteralSize: ground.config.mailMaxBytes + 1024 * 1024,
    maxResponseSize: 2 * ground.config.mailMaxBytes + 4 * 1024 * 1024,
  });
  // What breaks is told by the command under way; without a listener it would end the process.
  client.on('error', () => {});
  return client;
}

/** Receives mail from one mailbox until told to stop: catches up, then waits in IDLE for more. */
export async function listenImap(
  ground: Ground,
  channel: ChannelRow,
  hands: ListenerHands,
  signal: AbortSignal,
): Promise<void> {
  const config = readEmailConfig(channel);
  if (!config.imap) return;
  const { imapPassword } = openEmailSecrets(ground.secrets, channel);
  let client: ImapFlow | undefined;
  const stop = () => client?.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    client = await imapClient(ground, config.imap, imapPassword);
    signal.throwIfAborted();
    await Promise.race([client.connect(), aborted(signal)]);
    await watch(ground, channel, config.imap, client, hands, signal);
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof ListenError) throw error;
    const { text, advice, reauth } = explain(error, config.imap);
    throw new ListenError(reauth ? 'reauth' : 'degraded', `${text} ${advice}`.trim(), error);
  } finally {
    signal.removeEventListener('abort', stop);
    client?.close();
  }
}

/** Rejects when the signal does: a client that is closed while it connects never says so. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

async function watch(
  ground: Ground,
  channel: ChannelRow,
  imap: ImapSettings,
  client: ImapFlow,
  hands: ListenerHands,
  signal: AbortSignal,
): Promise<void> {
  const [main, sent] = await foldersOf(client, imap);
  let cursor = readImapCursor(hands.cursor);
  let lastOkAt = channel.last_ok_at;
  const news = createNews(client, signal);

  const readAll = async (folder: Folder) => {
    const rules: Rules = {
      connectedAt: channel.created_at,
      backfillDays: imap.backfillDays,
      lastOkAt,
      now: ground.clock.now(),
      maxBytes: ground.config.mailMaxBytes,
      loopMark: loopMark(ground.secrets),
      doubtful: (messageIds) => doubtfulOf(ground, messageIds),
    };
    const save = async (items: RawItem[], place: Place) => {
      cursor = { ...cursor, [folder.path]: place };
      await hands.emit(items, writeImapCursor(cursor));
    };
    const place = await catchUp(client, folder, cursor[folder.path], rules, save);
    cursor = { ...cursor, [folder.path]: place };
  };

  while (!signal.aborted) {
    news.reset();
    await readAll(main);
    if (sent && (await hasNews(client, sent, cursor[sent.path]))) {
      await readAll(sent);
      // Mail that came while the other folder was open is in no notice: look again.
      await readAll(main);
    }
    lastOkAt = ground.clock.now();
    await hands.well();
    await client.noop();
    if (!news.come) {
      const idling = client.idle();
      // A host that ends IDLE at once must not be asked in a tight circle.
      await Promise.race([news.wait(pollMs), idling.then(() => news.wait(5 * second))]);
    }
    if (!client.usable && !signal.aborted) {
      throw Object.assign(new Error('The connection was closed'), { code: 'EConnectionClosed' });
    }
  }
}

async function doubtfulOf(ground: Ground, messageIds: string[]): Promise<ReadonlySet<string>> {
  const named = new Map(messageIds.map((name) => [messageOfOurs(name), name]));
  const ids = [...named.keys()].filter((id) => id !== undefined);
  if (ids.length === 0) return new Set();
  const rows = await ground.db
    .selectFrom('messages')
    .select('id')
    .where('id', 'in', ids)
    .where('delivery', 'in', ['sending', 'unknown'])
    .execute();
  return new Set(rows.map((row) => named.get(row.id) ?? ''));
}

/** Where mail arrives, and the Sent folder if it is watched and there is one. */
async function foldersOf(client: ImapFlow, imap: ImapSettings): Promise<[Folder, Folder?]> {
  const listed = imap.watchSent || imap.after === 'move' ? await client.list() : [];
  const main: Folder = { path: imap.folder, sent: false, afterwards: { is: 'leave' } };
  if (imap.after === 'seen') main.afterwards = { is: 'seen' };
  if (imap.after === 'move' && imap.moveTo) {
    main.afterwards = { is: 'move', to: imap.moveTo };
    if (!listed.some((folder) => folder.path === imap.moveTo)) await client.mailboxCreate(imap.moveTo);
  }
  if (!imap.watchSent) return [main];
  const sent = imap.sent ?? listed.find((folder) => folder.specialUse === '\\Sent')?.path;
  if (!sent || sent === imap.folder) return [main];
  return [main, { path: sent, sent: true, afterwards: { is: 'leave' } }];
}

/** Asks without opening the folder, so that IDLE can stay where mail arrives. */
async function hasNews(client: ImapFlow, folder: Folder, place: Place | undefined): Promise<boolean> {
  if (!place || place.old) return true;
  const status = await client.status(folder.path, { uidNext: true, uidValidity: true });
  return !status || String(status.uidValidity) !== place.validity || (status.uidNext ?? 0) > place.next;
}

/** Notices that something came, also in the moments between two commands. */
function createNews(client: ImapFlow, signal: AbortSignal) {
  let come = false;
  let wake = () => {};
  const notice = () => {
    come = true;
    wake();
  };
  client.on('exists', notice);
  client.on('close', notice);
  signal.addEventListener('abort', notice, { once: true });
  return {
    get come() {
      return come;
    },
    reset() {
      come = false;
    },
    /** Until something comes, at most `ms` milliseconds. */
    async wait(ms: number): Promise<void> {
      if (come || signal.aborted) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, ms).unref();
      });
      clearTimeout(timer);
    },
  };
}
