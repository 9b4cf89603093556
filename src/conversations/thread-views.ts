import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import { find } from './access.ts';
import type { MessageView } from './contract.ts';
import { trailKinds } from './events.ts';
import { viewMessages } from './message-views.ts';
import { viewTrail } from './trail-views.ts';

/** One thing in the thread: a message (which 'm') or a line of the trail (which 'e'). */
type Place = { at: Date; which: 'm' | 'e'; id: string };
type Page = { limit: number; cursor?: string | undefined; from: 'start' | 'end' };

/**
 * A page of a conversation as it is read: messages and the trail of what was done, merged in the order of
 * time, oldest first. From the start `next` leads to newer ones, from the end to older ones. Two queries, a
 * third for the names in the trail.
 */
export async function viewThread(
  db: Db,
  caller: Caller,
  ref: string,
  page: Page,
): Promise<{ items: MessageView[]; next: string | null }> {
  const { id } = await find(db, caller, 'view', ref);
  const forward = page.from === 'start';
  const cursor = page.cursor === undefined ? undefined : readCursor(page.cursor);
  const way = forward ? sql`asc` : sql`desc`;
  const most = sql.lit(page.limit + 1);
  const { rows } = await sql<Place>`
    select at, which, id from (
      (select at, 'm' as which, id::text as id, '' as place from messages
       where conversation_id = ${id} ${beyond('m', cursor, forward)} order by at ${way}, id ${way} limit ${most})
      union all
      (select at, 'e', id::text, lpad(id::text, 19, '0') from events
       where conversation_id = ${id} and kind like 'conversation.%' and kind = any(${trailKinds as string[]}::text[])
         ${beyond('e', cursor, forward)} order by at ${way}, id ${way} limit ${most})
    ) both_kinds
    order by at ${way}, which = 'e' ${way}, place collate "C" ${way}, id collate "C" ${way} limit ${most}`.execute(
    db,
  );
  const places = rows.slice(0, page.limit);
  const last = places.at(-1);
  const next = rows.length > page.limit && last ? writeCursor(last) : null;
  const inOrder = forward ? places : places.toReversed();
  const of = (which: Place['which']) =>
    inOrder.filter((place) => place.which === which).map((place) => place.id);
  const messages = await viewMessages(db, of('m'));
  const trail = await viewTrail(db, of('e'));
  // Each list keeps the order it was asked in, so the two are dealt out like cards.
  const items = inOrder.flatMap(({ which }) => (which === 'm' ? messages : trail).shift() ?? []);
  return { items, next };
}

/** Messages come before lines of the trail of the same instant: first something is said, then it has effects. */
function beyond(which: Place['which'], cursor: Place | undefined, forward: boolean): RawBuilder<unknown> {
  if (!cursor) return sql``;
  const { at, id } = cursor;
  if (cursor.which === which) {
    const key = which === 'm' ? sql`${id}::uuid` : sql`${id}::bigint`;
    return forward ? sql`and (at, id) > (${at}, ${key})` : sql`and (at, id) < (${at}, ${key})`;
  }
  if (which === 'e') return forward ? sql`and at >= ${at}` : sql`and at < ${at}`;
  return forward ? sql`and at > ${at}` : sql`and at <= ${at}`;
}

const writeCursor = ({ at, which, id }: Place): string => `${at.getTime()}.${which}.${id}`;

function readCursor(word: string): Place {
  const found = /^(-?\d{1,15})\.(?:(m)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(e)\.(\d{1,19}))$/.exec(
    word,
  );
  if (!found) throw refuse('BAD_INPUT', 'This cursor is not one of ours. Begin again without it.');
  const [, at, message, messageId, , eventId] = found;
  return { at: new Date(Number(at)), which: message ? 'm' : 'e', id: (messageId ?? eventId) as string };
}
