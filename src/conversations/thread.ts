import { type RawBuilder, sql } from 'kysely';
import { identityKind } from '../customers/identity.ts';
import { after, day } from '../platform/clock/clock.ts';
import { type Question, question } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Secrets } from '../platform/settings/secrets.ts';
import { type Incoming, referredKeys } from './incoming.ts';
import { bareSubject, looksLikeAnswer } from './subject.ts';
import { ourMessageId } from './thread-keys.ts';
import { readThreadToken } from './thread-token.ts';
import { type Split, splitFrom } from './together/split-from.ts';

/*
 * Which conversation a message belongs to. In this order:
 *
 *   1. token      a valid token of ours. From a participant it joins; from anyone else it joins as pending,
 *                 for a forwarded mail carries its token along: heard, but given nothing.
 *   2. reference  In-Reply-To or References name a message of the conversation, or a message there refers to
 *                 this one (it was overtaken by its own answer), and the sender is a participant.
 *   3. subject    an answer ("Re:") to a subject of the last 30 days, in the same inbox, between the same
 *                 people: for programs that lose every header.
 *
 * Names of messages and subjects can be known or guessed by anyone, so 2 and 3 never let a stranger in, and a
 * sender who is proven not to be who they say (trust 'failed') or only named by another has only 1. Ticket marks in subjects say
 * nothing. Mail from our own Sent folder is ours: for it nobody needs to be a participant.
 */

/** `id` is the conversation it belongs to; if that was merged into another, it will lie there (lockConversation). */
export type Thread = { id: string; pending: boolean; by: 'token' | 'reference' | 'subject' };

const recent = 30 * day;
const mostTokens = 10;
const mostCandidates = 50;

/** The conversation a message belongs to, or undefined if it begins one. `from` is the sender's identity. */
export function threadOf(
  tx: Tx,
  secrets: Pick<Secrets, 'mark'>,
  message: Incoming,
  from: string,
  now: Date,
): Question<Thread | undefined> {
  const numbers = message.tokens.slice(0, mostTokens).flatMap((word) => readThreadToken(secrets, word) ?? []);
  const onlyToken = isForeign(message) || isNobody(from);
  return question(
    [
      numbers.length > 0 ? namedByToken(tx, message, from, numbers) : undefined,
      numbers.length > 0 ? splitFrom(message, from) : undefined,
      onlyToken ? undefined : namedByReference(message, from),
      onlyToken ? undefined : namedBySubject(tx, message, from, now),
    ],
    ([byToken, split, byReference, bySubject]) =>
      threadByToken(message, numbers, byToken, split) ??
      threadByReference(message, byReference) ??
      threadBySubject(message, bySubject),
  );
}

/** Whether it is surely not, or need not be, from who it says: a name is no proof (a form's Reply-To is one). */
const isForeign = ({ fromUs, trust, named }: Incoming): boolean =>
  !fromUs && (trust === 'failed' || named === true);

/** Addresses that stand for "no address": whoever has none is not the same person as the last one. */
const isNobody = (address: string): boolean => address === '' || address.endsWith('.invalid');

type Tokened = { id: string; number: string; pending: boolean | null };

const namedByToken = (tx: Tx, message: Incoming, from: string, numbers: string[]) =>
  tx
    .selectFrom('conversations as c')
    .leftJoin('participants as p', (join) =>
      join
        // Who is in what it was merged into is in it too.
        .on((eb) =>
          eb.or([
            eb('p.conversation_id', '=', eb.ref('c.id')),
            eb('p.conversation_id', '=', eb.ref('c.lies_in_id')),
          ]),
        )
        .on('p.kind', '=', identityKind(message.channel))
        .on('p.value', '=', from),
    )
    .select(['c.id', 'c.number', 'p.pending'])
    .where('c.number', 'in', numbers)
    .orderBy('p.pending');

function threadByToken(
  message: Incoming,
  numbers: string[],
  rows: Tokened[],
  [split]: Split[],
): Thread | undefined {
  const found = numbers.map((number) => rows.find((row) => row.number === number)).find((row) => row);
  if (found && split && split.id !== found.id && split.from_ids.includes(found.id)) {
    const known = message.fromUs || (split.sure && !message.named);
    return { id: split.id, pending: !known, by: 'token' };
  }
  const isSure = message.fromUs || (found?.pending === false && !message.named);
  return found && { id: found.id, pending: !isSure, by: 'token' };
}

type Referred = { id: string; key: string | null };

function namedByReference(message: Incoming, from: string): RawBuilder<Referred> | undefined {
  const keys = referredKeys(message);
  const ours = keys.flatMap((key) => ourMessageId(key) ?? []);
  if (keys.length === 0 && !message.externalKey) return undefined;
  const named =
    keys.length === 0
      ? sql``
      : sql`(select coalesce(home_id, conversation_id) as id, external_key as key from messages
             where external_key = any(${keys}::text[]) limit ${mostCandidates})
            union all
            (select coalesce(home_id, conversation_id), external_key from messages where id = any(${ours}::uuid[]))
            union all`;
  // Each branch has its own index; joined by `or` the planner would have to choose one.
  return sql<Referred>`
    with found as (
      ${named}
      (select conversation_id as id, null as key from thread_keys
       where key = ${message.externalKey} limit ${mostCandidates})
    )
    select f.id, f.key from found f
    where ${message.fromUs} or exists (
      select 1 from participants p
      where p.conversation_id in (f.id, (select lies_in_id from conversations where id = f.id)) and p.kind = ${identityKind(message.channel)} and p.value = ${from}
        and not p.pending
    )`;
}

function threadByReference(message: Incoming, rows: Referred[]): Thread | undefined {
  const keys = referredKeys(message);
  const distance = ({ key }: Referred) => {
    const place = key === null ? -1 : keys.indexOf(key);
    return place === -1 ? keys.length : place;
  };
  const nearest = rows.toSorted((one, other) => distance(one) - distance(other))[0];
  return nearest && { id: nearest.id, pending: false, by: 'reference' };
}

function namedBySubject(tx: Tx, message: Incoming, from: string, now: Date) {
  if (message.fromUs || bareSubject(message.subject) === '' || !looksLikeAnswer(message.subject))
    return undefined;
  return tx
    .selectFrom('participants as p')
    .innerJoin('conversations as c', 'c.id', 'p.conversation_id')
    .select(['c.id', 'c.subject'])
    .where('p.kind', '=', identityKind(message.channel))
    .where('p.value', '=', from)
    .where('p.pending', '=', false)
    .where('c.inbox_id', '=', message.inboxId)
    .where('c.last_message_at', '>=', after(message.historic ? message.at : now, -recent))
    .orderBy('c.last_message_at', 'desc')
    .limit(mostCandidates);
}

function threadBySubject(message: Incoming, rows: { id: string; subject: string }[]): Thread | undefined {
  const subject = bareSubject(message.subject);
  const same = rows.find((candidate) => bareSubject(candidate.subject) === subject);
  return same && { id: same.id, pending: false, by: 'subject' };
}
