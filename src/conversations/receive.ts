import { customerBy, meetCustomer } from '../customers/find-or-make.ts';
import { identityKind, identityValue } from '../customers/identity.ts';
import { after, day } from '../platform/clock/clock.ts';
import { ask } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import { storable } from '../platform/db/storable.ts';
import type { By } from '../platform/events/record.ts';
import type { Ground } from '../platform/ground.ts';
import { newId } from '../platform/ids.ts';
import { addMessage } from './add-message.ts';
import { alreadyHere } from './already-here.ts';
import { hearBeside } from './aside/hear-beside.ts';
import { isBlocked } from './blocked.ts';
import { begin, type ConversationRow, lockConversation } from './change-conversation.ts';
import { type Flood, floodOf } from './flood.ts';
import { arrivalTime, type Inbox, inboxOf, openingOf } from './inbox.ts';
import type { Incoming } from './incoming.ts';
import { joinConversation } from './join-conversation.ts';
import { othersThan } from './own-addresses.ts';
import { addParticipants } from './participants.ts';
import { receiveOwn } from './receive-own.ts';
import { lockThread, rememberReferred, type Thread, threadOf } from './thread.ts';
import { bringPeople } from './together/belongings.ts';

export type { Incoming } from './incoming.ts';

export type Received = {
  conversationId: string;
  messageId: string;
  /** Whether it began a conversation. */
  opened: boolean;
  /** Whether it was here before; then nothing was done. */
  repeated: boolean;
  /** Whether its sender is blocked; then it lies in spam and nobody is told. */
  blocked: boolean;
};

/** Where a message goes: into a conversation, or into a new one. */
type Target =
  | { is: 'join'; row: ConversationRow; pending: boolean; home: string | null }
  | { is: 'open'; followsId: string | null; flood: boolean; place: 'inbox' | 'spam' };

/**
 * The one door in: a message of any channel becomes part of a conversation (law 1). Idempotent: the same
 * id, or the same content under the same name, is answered and not added again.
 *
 * thread.ts says which conversation it joins; flood.ts bounds how many one sender opens; a blocked
 * sender's message goes to spam without a sound. What arrival changes is in join-conversation.ts.
 */
export async function receive(
  tx: Tx,
  ground: Pick<Ground, 'secrets'>,
  given: Incoming,
  now: Date,
): Promise<Received> {
  // Whatever a stranger put into a name or an id, it can be kept: a mail is never refused for a character.
  const message = storable(given);
  const kind = identityKind(message.channel);
  const from = identityValue(kind, message.from.address);
  await lockThread(tx, message, from);
  if (message.fromUs) return receiveOwn(tx, ground, message, now);

  const [known, inbox, sender, unwanted, thread, flood] = await ask(
    tx,
    alreadyHere(message),
    inboxOf(tx, message.inboxId),
    customerBy(tx, kind, from),
    isBlocked(tx, from),
    threadOf(tx, ground.secrets, message, from, now),
    floodOf({ kind, value: from, trust: message.trust, inboxId: message.inboxId }, now),
  );
  if (known) return { ...known, opened: false, repeated: true, blocked: false };
  const { name } = message.from;
  const customer = await meetCustomer(
    tx,
    { kind: 'customer', id: null },
    { kind, value: from, name, verified: message.trust === 'verified', language: message.language },
    sender,
    now,
  );
  const blocked = customer.blocked || unwanted;
  const target = blocked
    ? await spamOf(tx, customer.id, message.inboxId, now)
    : await targetOf(tx, message, inbox, thread, flood, now);
  const by: By = { kind: 'customer', id: customer.id };
  const conversationId =
    target.is === 'join'
      ? await joinIt(tx, by, target, message, blocked, now)
      : await openOne(tx, by, target, message, inbox, blocked, now);
  // Whom a proven sender names when beginning is in; whoever is named later waits for an agent (SAFETY, 2).
  const accepted = message.trust === 'verified' && target.is === 'open' && !blocked;
  const home = target.is === 'join' ? target.home : null;
  await addParticipants(tx, home ?? conversationId, kind, [
    { ...message.from, role: 'from', pending: target.is === 'join' && target.pending },
    ...othersThan(inbox.own, message.to).map((to) => ({ ...to, role: 'to' as const, pending: !accepted })),
    ...othersThan(inbox.own, message.cc).map((cc) => ({ ...cc, role: 'cc' as const, pending: !accepted })),
  ]);
  if (home) await bringPeople(tx, [home], conversationId);
  await rememberReferred(tx, message, home ?? conversationId, now);
  return { conversationId, messageId: message.id, opened: target.is === 'open', repeated: false, blocked };
}

async function targetOf(
  tx: Tx,
  message: Incoming,
  inbox: Inbox,
  thread: Thread | undefined,
  flood: Flood,
  now: Date,
): Promise<Target> {
  if (thread) {
    const row = await lockConversation(tx, thread.id);
    if (!isOver(row, message, inbox.reopenDays, now))
      return { is: 'join', row, pending: thread.pending, home: homeOf(thread.id, row) };
    // A stranger with a token learns nothing of the conversation it came from, not even that it was.
    return { is: 'open', followsId: thread.pending ? null : row.id, flood: false, place: 'inbox' };
  }
  if (message.historic) return { is: 'open', followsId: null, flood: false, place: 'inbox' };
  if (flood.is === 'on') return joining(await lockConversation(tx, flood.id), flood.id);
  return { is: 'open', followsId: null, flood: flood.is === 'begin', place: 'inbox' };
}

const joining = (row: ConversationRow, id: string): Target & { is: 'join' } => ({
  is: 'join',
  row,
  pending: false,
  home: homeOf(id, row),
});

/** The merged conversation a message belongs to, if it lies in another: there it goes if the two are parted. */
export const homeOf = (id: string, row: ConversationRow): string | null => (id === row.id ? null : id);

/** Whether it was ended too long ago to be opened again. Machines and old facts open nothing, so they may join. */
function isOver(row: ConversationRow, message: Incoming, reopenDays: number, now: Date): boolean {
  if (message.automated || message.historic || row.place === 'spam' || row.place === 'aside') return false;
  if (row.status === 'closed') return true;
  return row.status === 'solved' && row.solved_at !== null && row.solved_at < after(now, -reopenDays * day);
}

/** A blocked sender's mail is collected: one conversation in spam for each inbox and month. */
async function spamOf(tx: Tx, customerId: string, inboxId: string, now: Date): Promise<Target> {
  const found = await tx
    .selectFrom('conversations')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('inbox_id', '=', inboxId)
    .where('place', '=', 'spam')
    .where('last_message_at', '>', after(now, -30 * day))
    .orderBy('last_message_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (found) return joining(await lockConversation(tx, found.id), found.id);
  return { is: 'open', followsId: null, flood: false, place: 'spam' };
}

async function joinIt(
  tx: Tx,
  by: By,
  { row, pending, home }: Target & { is: 'join' },
  message: Incoming,
  blocked: boolean,
  now: Date,
): Promise<string> {
  const at = arrivalTime(message, row.last_message_at, now);
  await addIncoming(tx, row.id, message, { at, pending, customerId: by.id, home }, now);
  await joinConversation(tx, by, row, message, { at, pending, quiet: blocked }, now);
  await hearBeside(tx, by, row, message, blocked, now);
  return row.id;
}

async function openOne(
  tx: Tx,
  by: By,
  { followsId, flood, place }: Target & { is: 'open' },
  message: Incoming,
  inbox: Inbox,
  blocked: boolean,
  now: Date,
): Promise<string> {
  const id = newId();
  const at = arrivalTime(message, null, now);
  const opening = openingOf(message, inbox, { at, quiet: blocked, flood });
  await begin(
    tx,
    by,
    { ...opening.values, id, customer_id: by.id as string, follows_id: followsId, flood, place },
    opening.happened,
    now,
  );
  await addIncoming(tx, id, message, { at, pending: false, customerId: by.id, home: null }, now);
  return id;
}

async function addIncoming(
  tx: Tx,
  conversationId: string,
  message: Incoming,
  {
    at,
    pending,
    customerId,
    home,
  }: { at: Date; pending: boolean; customerId: string | null; home: string | null },
  now: Date,
): Promise<void> {
  await addMessage(
    tx,
    {
      id: message.id,
      conversation_id: conversationId,
      home_id: home,
      direction: 'in',
      author_kind: 'customer',
      author_id: customerId,
      at,
      created_at: now,
      subject: message.subject,
      text: message.text,
      html: message.html,
      reply_text: message.replyText,
      sender: message.from,
      recipients: { to: message.to, cc: message.cc },
      channel_id: message.channelId,
      external_key: message.externalKey,
      in_reply_to: message.inReplyTo,
      raw_id: message.rawId,
      trust: message.trust,
      automated: message.automated,
      language: message.language,
      pending,
      remote_images: message.remoteImages,
      warnings: message.warnings,
      historic: message.historic,
    },
    message.attachments,
  );
}
