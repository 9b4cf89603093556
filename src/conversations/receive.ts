import { customerBy, meetCustomer } from '../customers/find-or-make.ts';
import { identityKind, identityValue } from '../customers/identity.ts';
import { ask } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import { storable } from '../platform/db/storable.ts';
import type { By } from '../platform/events/record.ts';
import type { Ground } from '../platform/ground.ts';
import { newId } from '../platform/ids.ts';
import { addIncoming } from './add-incoming.ts';
import { alreadyHere } from './already-here.ts';
import { hearBeside } from './aside/hear-beside.ts';
import { isBlocked } from './blocked.ts';
import { begin } from './change-conversation.ts';
import { floodOf } from './flood.ts';
import { arrivalTime, type Inbox, inboxOf, openingOf } from './inbox.ts';
import type { Incoming } from './incoming.ts';
import { joinConversation } from './join-conversation.ts';
import { othersThan } from './own-addresses.ts';
import { addParticipants } from './participants.ts';
import { receiveOwn } from './receive-own.ts';
import { spamOf, type Target, targetOf } from './target.ts';
import { threadOf } from './thread.ts';
import { lockThread, rememberReferred } from './thread-keys.ts';
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

/**
 * The one door in: a message of any channel becomes part of a conversation (law 1). Idempotent: the same
 * id, or the same content under the same name, is answered and not added again.
 *
 * thread.ts says which conversation it belongs to, target.ts whether it still joins it; flood.ts bounds how many one sender opens; a blocked
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
