import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { later } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import { type Incoming, referredKeys } from './incoming.ts';

/* What messages are called, so that those that belong together wait for each other and find each other later. */

/** The message of ours that a Message-ID of our making names: `<message id.token@domain>`. */
export function ourMessageId(key: string): string | undefined {
  return /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[0-9a-z]{1,13}-[a-z2-7]{20}@/i.exec(key)?.[1];
}

/**
 * Makes messages that may belong together wait for each other: all that share a name (their own, or one
 * they refer to) or a sender are received one after another, so that a parent and its answer arriving in
 * the same moment become one conversation. Taken before anything else and in one order, so that nobody
 * waits in a circle; they end with the transaction.
 */
export async function lockThread(tx: Tx, message: Incoming, from: string): Promise<void> {
  const names = [message.externalKey, ...referredKeys(message)].filter((key) => key !== null);
  const locks = [`sender ${from}`, ...names.map((name) => `message ${name}`)].map(lockOf);
  const inOrder = [...new Set(locks)].sort((one, other) => (one < other ? -1 : 1)).map(String);
  await later(tx, sql`select pg_advisory_xact_lock(lock) from unnest(${inOrder}::bigint[]) as lock`);
}

const lockOf = (name: string): bigint => createHash('sha256').update(name).digest().readBigInt64BE(0);

/**
 * Notes which messages are referred to here without being known: should one arrive later, it finds this
 * conversation.
 */
export async function rememberReferred(
  tx: Tx,
  message: Incoming,
  conversationId: string,
  now: Date,
): Promise<void> {
  const keys = referredKeys(message).filter((key) => ourMessageId(key) === undefined);
  if (keys.length === 0) return;
  await later(
    tx,
    sql`
    insert into thread_keys (key, conversation_id, at)
    select key, ${conversationId}, ${now} from unnest(${keys}::text[]) as key
    where not exists (select 1 from messages m where m.external_key = key)
    on conflict do nothing`,
  );
}
