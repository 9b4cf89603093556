import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import { later } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { EventData, Tables } from '../platform/db/tables.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { isId } from '../platform/ids.ts';
import type { ConversationEvent } from './events.ts';
import type {} from './tables.ts';

export type ConversationRow = Selectable<Tables['conversations']>;
export type Changed = { id: string; version: number };
/** Something that happened to a conversation, before it is given its version. */
export type Happening = { kind: ConversationEvent; data?: EventData };

/** Where it lies when it is neither spam nor in the bin: in the lists, or beside another. */
export const standingPlace = (row: ConversationRow): 'inbox' | 'aside' =>
  row.aside_of_id ? 'aside' : 'inbox';

/** Throws CONFLICT for a side conversation, which lies where its own lies and is whoever's that is. */
export function mustNotStandBeside(row: ConversationRow): void {
  if (row.aside_of_id === null) return;
  throw refuse(
    'CONFLICT',
    'A side conversation goes with the one it stands beside. Change that one; nothing was changed.',
  );
}

/** Which row a reference names: an id, or a number as people say it. */
export const refColumn = (ref: string): 'id' | 'number' => (isId(ref) ? 'id' : 'number');

/**
 * Locks a conversation for the rest of the transaction, so that one change follows another. Every verb
 * begins with this. `ref` is its id or number; what was merged into another leads to that one, so that
 * nothing is ever written where nobody looks. Throws NOT_FOUND.
 */
export async function lockConversation(tx: Tx, ref: string): Promise<ConversationRow> {
  const row = await lockItself(tx, ref);
  return row.lies_in_id === null ? row : lockConversation(tx, row.lies_in_id);
}

/** The same, of exactly this conversation: a merged one as the closed line that it is. */
export async function lockItself(tx: Tx, ref: string): Promise<ConversationRow> {
  const row = await tx
    .selectFrom('conversations')
    .selectAll()
    .where(refColumn(ref), '=', ref)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  return row;
}

/**
 * Writes a change of a locked conversation: its columns, its next version and its events, one version for
 * each. Without an event nothing is written: an act that changes nothing did not happen.
 */
export async function change(
  tx: Tx,
  by: By,
  row: ConversationRow,
  set: Updateable<Tables['conversations']>,
  happened: readonly Happening[],
  now: Date,
): Promise<Changed> {
  if (happened.length === 0) return { id: row.id, version: row.version };
  const version = row.version + happened.length;
  await later(
    tx,
    tx
      .updateTable('conversations')
      .set({ ...set, version, updated_at: now })
      .where('id', '=', row.id),
  );
  await takeAlong(tx, row, set);
  await recordAll(
    tx,
    by,
    { id: row.id, inboxId: set.inbox_id ?? row.inbox_id, before: row.version },
    happened,
    now,
  );
  return { id: row.id, version };
}

/** What stands beside a conversation lies where it lies and is whoever's it is: who may see one sees the other. */
async function takeAlong(
  tx: Tx,
  row: ConversationRow,
  set: Updateable<Tables['conversations']>,
): Promise<void> {
  const moved = set.inbox_id !== undefined && set.inbox_id !== row.inbox_id;
  const handed = [set.team_id, set.assignee_id].some((value) => value !== undefined);
  if (moved || handed) await layBeside(tx, [row.id], { ...row, ...set } as ConversationRow);
}

/** Lays what stands beside these conversations, or beside what was merged into them, where `row` lies. */
export async function layBeside(tx: Tx, ids: readonly string[], row: ConversationRow): Promise<void> {
  const { inbox_id, brand_id, team_id, assignee_id } = row;
  await sql`
    update conversations set brand_id = ${brand_id}, team_id = ${team_id}, assignee_id = ${assignee_id},
      inbox_id = ${inbox_id}, channel_id = case when inbox_id = ${inbox_id} then channel_id end
    where aside_of_id in (
      select id from conversations where id = any(${[...ids]}::uuid[]) or lies_in_id = any(${[...ids]}::uuid[]))`.execute(
    tx,
  );
}

type NewConversation = Omit<Insertable<Tables['conversations']>, 'version' | 'created_at' | 'updated_at'>;

/** Opens a conversation with what happened first; its version is the number of its events. */
export async function open(
  tx: Tx,
  by: By,
  values: NewConversation,
  happened: readonly Happening[],
  now: Date,
): Promise<Changed & { number: number }> {
  await begin(tx, by, values, happened, now);
  const { number } = await tx
    .selectFrom('conversations')
    .select('number')
    .where('id', '=', values.id)
    .executeTakeFirstOrThrow();
  return { id: values.id, version: happened.length, number: Number(number) };
}

/** The same for whoever need not know its number. */
export async function begin(
  tx: Tx,
  by: By,
  values: NewConversation,
  happened: readonly Happening[],
  now: Date,
): Promise<void> {
  const created_at = values.historic ? values.last_message_at : now;
  const row = { ...values, version: happened.length, created_at, updated_at: now };
  await later(tx, tx.insertInto('conversations').values(row));
  await recordAll(tx, by, { id: values.id, inboxId: values.inbox_id, before: 0 }, happened, now);
}

async function recordAll(
  tx: Tx,
  by: By,
  { id, inboxId, before }: { id: string; inboxId: string; before: number },
  happened: readonly Happening[],
  now: Date,
): Promise<void> {
  const events = happened.map(({ kind, data }, index) => ({
    kind,
    by,
    at: now,
    conversationId: id,
    inboxId,
    version: before + index + 1,
    ...(data && { data }),
  }));
  await record(tx, ...events);
}
