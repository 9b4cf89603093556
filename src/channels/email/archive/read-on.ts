import { rm } from 'node:fs/promises';
import { second } from '../../../platform/clock/clock.ts';
import type { Ground } from '../../../platform/ground.ts';
import { type Arrival, takeIn } from '../../intake.ts';
import type { ChannelRow } from '../../tables.ts';
import type { Envelope } from '../envelope.ts';
import { tooLargeMail } from '../imap-too-large.ts';
import { mailKey } from '../mail-key.ts';
import { addressesOf } from '../settings.ts';
import { aboutArchived } from './about.ts';
import { type ArchivedMail, mailsIn } from './mails.ts';
import { archivePath } from './place.ts';
import type { ArchiveRow } from './tables.ts';

/** The job that reads on; named here so that whoever begins one can ask for it. */
export const archiveJob = 'channels.read-archive';

/** How long one go lasts, so that a large archive leaves room for other work, and a pause is soon obeyed. */
const goMs = 5 * second;
/** Mails brought in side by side; new mail must not have to wait for old. */
const atOnce = 2;
/** After so many mails it is written down how far it came. */
const notedEvery = 20;

type Counts = { brought: number; known: number; left_out: number; too_large: number };
const none = (): Counts => ({ brought: 0, known: 0, left_out: 0, too_large: 0 });

/**
 * Brings the next mails of an archive in, as old facts (law 15), for a few seconds. Each is kept under its key
 * like any other, so what a crash repeats is found to be here. Resolves with the state it is then in.
 */
export async function readOn(ground: Ground, id: string): Promise<ArchiveRow['state'] | undefined> {
  const archive = await find(ground, id);
  if (archive?.state !== 'reading') return archive?.state;
  const channel = await ground.db
    .selectFrom('channels')
    .selectAll()
    .where('id', '=', archive.channel_id)
    .executeTakeFirstOrThrow();
  if (channel.archived_at) return end(ground, archive, 'failed', 'Its mailbox was disconnected.');
  const own = new Set(addressesOf(channel));
  const until = performance.now() + goMs;
  let pending: ArchivedMail[] = [];
  const save = async (): Promise<boolean> => {
    const last = pending.at(-1);
    if (!last) return true;
    const counts = await bringIn(ground, channel, own, pending);
    pending = [];
    return note(ground, archive, last.end, counts);
  };
  try {
    const file = archivePath(ground.config, archive);
    for await (const mail of mailsIn(
      file,
      archive.format,
      Number(archive.done),
      ground.config.mailMaxBytes,
    )) {
      pending.push(mail);
      if (pending.length < notedEvery && heldBytes(pending) < ground.config.mailMaxBytes) continue;
      if (!(await save())) return (await find(ground, id))?.state;
      if (performance.now() > until) return 'reading';
    }
    await save();
  } catch (error) {
    if (!isGone(error)) throw error;
    return end(ground, archive, 'failed', 'Its file is not there any more. Choose it again to go on.');
  }
  return end(ground, archive, 'done');
}

const heldBytes = (mails: ArchivedMail[]): number => mails.reduce((sum, mail) => sum + mail.bytes.length, 0);

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES');

const find = (ground: Ground, id: string): Promise<ArchiveRow | undefined> =>
  ground.db.selectFrom('mail_archives').selectAll().where('id', '=', id).executeTakeFirst();

async function bringIn(
  ground: Ground,
  channel: ChannelRow,
  own: ReadonlySet<string>,
  mails: ArchivedMail[],
): Promise<Counts> {
  const counts = none();
  const arrivals: Arrival[] = [];
  for (const mail of mails) {
    const about = aboutArchived(mail.bytes, own);
    if (about.leaveOut) {
      counts.left_out++;
      continue;
    }
    const isTooLarge = !mail.isWhole;
    if (isTooLarge) counts.too_large++;
    const bytes = isTooLarge
      ? tooLargeMail(headOf(mail.bytes), mail.size, ground.config.mailMaxBytes)
      : mail.bytes;
    const envelope: Partial<Envelope> = {
      via: 'archive',
      sent: about.sent,
      ...(isTooLarge && { tooLarge: mail.size }),
    };
    const now = ground.clock.now();
    const at = mail.at && mail.at < now ? mail.at : now;
    arrivals.push({ channel, item: { bytes, externalKey: mailKey(bytes), envelope, historic: true, at } });
  }
  const here = await keysHere(ground, channel.id, arrivals);
  const fresh = arrivals.filter(({ item }) => !here.has(item.externalKey));
  counts.known = arrivals.length - fresh.length;
  counts.brought = fresh.length;
  const rest = fresh.values();
  const lane = async () => {
    for (const arrival of rest) await takeIn(ground, [arrival]);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return counts;
}

const headOf = (bytes: Buffer): Buffer => {
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'))?.index ?? bytes.length;
  return bytes.subarray(0, end);
};

async function keysHere(ground: Ground, channelId: string, arrivals: Arrival[]): Promise<Set<string>> {
  if (arrivals.length === 0) return new Set();
  const rows = await ground.db
    .selectFrom('raw_inbound')
    .select('external_key')
    .where('channel_id', '=', channelId)
    .where(
      'external_key',
      'in',
      arrivals.map(({ item }) => item.externalKey),
    )
    .execute();
  return new Set(rows.map((row) => row.external_key));
}

/** Writes down how far it came; false if somebody paused or cancelled it meanwhile. */
async function note(ground: Ground, archive: ArchiveRow, done: number, counts: Counts): Promise<boolean> {
  const after = await ground.db
    .updateTable('mail_archives')
    .set((eb) => ({
      done,
      updated_at: ground.clock.now(),
      brought: eb('brought', '+', counts.brought),
      known: eb('known', '+', counts.known),
      left_out: eb('left_out', '+', counts.left_out),
      too_large: eb('too_large', '+', counts.too_large),
    }))
    .where('id', '=', archive.id)
    .returning('state')
    .executeTakeFirst();
  return after?.state === 'reading';
}

async function end(
  ground: Ground,
  archive: ArchiveRow,
  state: 'done' | 'failed',
  problem = '',
): Promise<ArchiveRow['state'] | undefined> {
  await ground.db
    .updateTable('mail_archives')
    .set({ state, problem, updated_at: ground.clock.now(), ...(state === 'done' && { done: archive.size }) })
    .where('id', '=', archive.id)
    .where('state', '=', 'reading')
    .execute();
  const now = await find(ground, archive.id);
  // What was sent here has been read and is kept mail by mail; a file of the operator's stays theirs.
  if (now?.state === 'done' && !archive.path) await rm(archivePath(ground.config, archive), { force: true });
  return now?.state;
}
