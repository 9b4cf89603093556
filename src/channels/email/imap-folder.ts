import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { after, day } from '../../platform/clock/clock.ts';
import type { RawItem } from '../channel.ts';
import type { Envelope } from './envelope.ts';
import type { Place } from './imap-cursor.ts';
import { tooLargeMail } from './imap-too-large.ts';
import { mailKey } from './mail-key.ts';

/** A folder that is watched, and what becomes of what is found there. */
export type Folder = {
  path: string;
  /** Our own Sent folder. */
  sent: boolean;
  afterwards: { is: 'leave' } | { is: 'seen' } | { is: 'move'; to: string };
};

export type Rules = {
  /** When this mailbox was connected: what came before is old. */
  connectedAt: Date;
  backfillDays: number;
  /** When the mailbox was last known to be read to its end. */
  lastOkAt: Date | null;
  now: Date;
  maxBytes: number;
  /** Our loop header's value, by which copies of our own mail in Sent are known. */
  loopMark: string;
  /** Which of these Message-IDs name a mail of ours that may or may not have been sent: its copy is proof. */
  doubtful(messageIds: string[]): Promise<ReadonlySet<string>>;
};

/** Mails fetched in one go, and the bytes of them held in memory. */
const mostMails = 50;
const mostBytes = 16 * 1024 * 1024;
const listed = 500;

/**
 * Reads everything in a folder that has not been read: new mail first, then a batch of old mail, then new
 * mail again. `save` stores a batch and the place after it, in one transaction. Returns the place reached.
 */
export async function catchUp(
  client: ImapFlow,
  folder: Folder,
  known: Place | undefined,
  rules: Rules,
  save: (items: RawItem[], place: Place) => Promise<void>,
): Promise<Place> {
  const lock = await client.getMailboxLock(folder.path);
  try {
    let place = placeNow(client, known, rules);
    if (place !== known) await save([], place);
    if (place.tidy.length > 0) place = await tidyUp(client, folder, place);
    for (;;) {
      place = await readNew(client, folder, place, rules, save);
      if (!place.old) return place;
      place = await readOld(client, folder, place, rules, save);
    }
  } finally {
    lock.release();
  }
}

function placeNow(client: ImapFlow, known: Place | undefined, rules: Rules): Place {
  if (!client.mailbox) throw new Error('no folder is open');
  const { uidValidity, uidNext } = client.mailbox;
  const validity = String(uidValidity);
  if (known?.validity === validity) return known;
  const base = { validity, next: uidNext, tidy: [] };
  const old = (since: Date, historic: boolean) =>
    uidNext > 1 ? { next: 1, last: uidNext - 1, since, historic } : null;
  // The host gave all mail new numbers. What we have is known by its key; look back past the last good time.
  const earliest = wantedSince(rules);
  if (known) {
    const since = after(rules.lastOkAt ?? rules.connectedAt, -2 * day);
    return { ...base, old: old(since > earliest ? since : earliest, false) };
  }
  return { ...base, old: rules.backfillDays > 0 ? old(earliest, true) : null };
}

const wantedSince = (rules: Rules): Date => after(rules.connectedAt, -rules.backfillDays * day);

async function readNew(
  client: ImapFlow,
  folder: Folder,
  from: Place,
  rules: Rules,
  save: (items: RawItem[], place: Place) => Promise<void>,
): Promise<Place> {
  let place = from;
  for (;;) {
    // "n:*" always names the last message, even below n (RFC 3501, section 6.4.8).
    const uids = (await uidsOf(client, `${place.next}:*`)).filter((uid) => uid >= place.next);
    if (uids.length === 0) return place;
    for await (const batch of batches(client, uids, rules)) {
      const items = await fetchItems(client, folder, batch, 'new', rules);
      place = {
        ...place,
        next: lastOf(batch) + 1,
        tidy: folder.afterwards.is === 'leave' ? [] : uidsIn(batch),
      };
      await save(items, place);
      place = await tidyUp(client, folder, place);
    }
    // A listed mail may be gone by now: never look at the same number twice.
    place = { ...place, next: Math.max(place.next, (uids.at(-1) as number) + 1) };
  }
}

/** One batch of old mail; where none is left, `old` is null. */
async function readOld(
  client: ImapFlow,
  folder: Folder,
  place: Place,
  rules: Rules,
  save: (items: RawItem[], place: Place) => Promise<void>,
): Promise<Place> {
  const { old } = place;
  if (!old) return place;
  // A range written backwards would count as one written forwards.
  const uids = old.next > old.last ? [] : await uidsOf(client, `${old.next}:${old.last}`, old.since);
  for await (const batch of batches(client, uids, rules)) {
    const items = await fetchItems(client, folder, batch, old.historic ? 'old' : 'unsure', rules);
    const reached = { ...place, old: { ...old, next: lastOf(batch) + 1 } };
    await save(items, reached);
    return reached;
  }
  const done = { ...place, old: null };
  await save([], done);
  return done;
}

async function uidsOf(client: ImapFlow, uid: string, since?: Date): Promise<number[]> {
  const found = await client.search(
    { uid, deleted: false, draft: false, ...(since && { since }) },
    { uid: true },
  );
  return (found || []).toSorted((a, b) => a - b);
}

/** Groups of mails that may be fetched together, with what is known of each. */
async function* batches(
  client: ImapFlow,
  uids: number[],
  { maxBytes }: Rules,
): AsyncGenerator<FetchMessageObject[]> {
  for (let at = 0; at < uids.length; at += listed) {
    const range = uids.slice(at, at + listed);
    const about = await client.fetchAll(
      range,
      { uid: true, size: true, internalDate: true, headers: ['x-rapport-loop', 'message-id'] },
      { uid: true },
    );
    let batch: FetchMessageObject[] = [];
    let bytes = 0;
    for (const one of about.toSorted((a, b) => a.uid - b.uid)) {
      const size = Math.min(one.size ?? 0, maxBytes);
      if (batch.length > 0 && (batch.length >= mostMails || bytes + size > mostBytes)) {
        yield batch;
        batch = [];
        bytes = 0;
      }
      batch.push(one);
      bytes += size;
    }
    if (batch.length > 0) yield batch;
  }
}

async function fetchItems(
  client: ImapFlow,
  folder: Folder,
  batch: FetchMessageObject[],
  age: 'new' | 'old' | 'unsure',
  rules: Rules,
): Promise<RawItem[]> {
  const wanted = folder.sent ? await worthReading(batch, rules) : batch;
  const tooLarge = (one: FetchMessageObject) => (one.size ?? 0) > rules.maxBytes;
  const whole = wanted.filter((one) => !tooLarge(one));
  const sources = new Map<number, Buffer>();
  if (whole.length > 0) {
    for await (const one of client.fetch(uidsIn(whole), { uid: true, source: true }, { uid: true })) {
      if (one.source) sources.set(one.uid, one.source);
    }
  }
  const items: RawItem[] = [];
  for (const one of wanted) {
    const size = tooLarge(one) ? one.size : undefined;
    const bytes = size ? await headOnly(client, one.uid, size, rules.maxBytes) : sources.get(one.uid);
    if (!bytes) continue;
    const at = sane(one.internalDate, rules.now);
    if (age === 'unsure' && at < wantedSince(rules)) continue;
    const envelope: Partial<Envelope> = { via: 'imap', folder: folder.path, uid: one.uid, sent: folder.sent };
    items.push({
      bytes,
      externalKey: mailKey(bytes),
      envelope: size ? { ...envelope, tooLarge: size } : envelope,
      historic: age === 'old' || (age === 'unsure' && at < rules.connectedAt),
      at,
    });
  }
  return items;
}

/** Of a Sent folder: what was sent from elsewhere, and copies that answer a doubt. */
async function worthReading(batch: FetchMessageObject[], rules: Rules): Promise<FetchMessageObject[]> {
  const headOf = (one: FetchMessageObject) => one.headers?.toString('latin1') ?? '';
  const isOurs = (one: FetchMessageObject) => headOf(one).includes(rules.loopMark);
  const idOf = (one: FetchMessageObject) =>
    /^message-id:\s*(<[^<>\s]{1,500}>)/im.exec(headOf(one))?.[1] ?? '';
  const ours = batch.filter(isOurs).map(idOf);
  const doubtful = ours.length > 0 ? await rules.doubtful(ours) : new Set();
  return batch.filter((one) => !isOurs(one) || doubtful.has(idOf(one)));
}

async function headOnly(
  client: ImapFlow,
  uid: number,
  size: number,
  max: number,
): Promise<Buffer | undefined> {
  const one = await client.fetchOne(String(uid), { uid: true, headers: true }, { uid: true });
  const head = one ? one.headers : undefined;
  return head && tooLargeMail(head, size, max);
}

/** What the mailbox's owner chose to happen with a mail that is stored. Doing it twice is harmless. */
async function tidyUp(client: ImapFlow, folder: Folder, place: Place): Promise<Place> {
  const { afterwards } = folder;
  const range = place.tidy.join(',');
  if (range && afterwards.is === 'seen') await client.messageFlagsAdd(range, ['\\Seen'], { uid: true });
  if (range && afterwards.is === 'move') await client.messageMove(range, afterwards.to, { uid: true });
  return { ...place, tidy: [] };
}

const uidsIn = (batch: FetchMessageObject[]): number[] => batch.map((one) => one.uid);
const lastOf = (batch: FetchMessageObject[]): number => batch.at(-1)?.uid ?? 0;

/** When the host received it; a host whose clock runs ahead does not put mail into our future. */
function sane(date: Date | string | undefined, now: Date): Date {
  const at = date ? new Date(date) : now;
  return Number.isNaN(at.getTime()) || at > now ? now : at;
}
