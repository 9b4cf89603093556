import { sql } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import type { By } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { type Changed, type ConversationRow, change } from '../change-conversation.ts';
import { called, mustStandAlone } from './tree.ts';

/** What another conversation is to this one. */
export const relations = ['related', 'parent', 'child', 'problem', 'incident'] as const;
export type Relation = (typeof relations)[number];

const inverse = {
  related: 'related',
  parent: 'child',
  child: 'parent',
  problem: 'incident',
  incident: 'problem',
} as const satisfies Record<Relation, Relation>;

/** More links than this on one conversation are a list nobody reads. */
const mostLinks = 500;

/** How a relation is stored: from whom to whom. */
function stored(id: string, otherId: string, as: Relation) {
  if (as === 'related') {
    const [from_id, to_id] = [id, otherId].sort() as [string, string];
    return { from_id, to_id, kind: 'related' as const };
  }
  if (as === 'parent' || as === 'problem') {
    return {
      from_id: id,
      to_id: otherId,
      kind: as === 'parent' ? ('child' as const) : ('incident' as const),
    };
  }
  return { from_id: otherId, to_id: id, kind: as };
}

export type Link = { row: ConversationRow; other: ConversationRow; as: Relation };

/**
 * Links two conversations: related, parent and child, problem and incident. Two have one link; a new one takes
 * the place of the old. A child has one parent and an incident one problem, which is no incident itself.
 * Throws CONFLICT where that does not hold.
 */
export async function link(tx: Tx, by: By, { row, other, as }: Link, now: Date): Promise<Changed> {
  if (row.id === other.id) throw refuse('CONFLICT', `${called(row)} cannot be linked to itself.`);
  for (const one of [row, other]) mustStandAlone(one, 'Nothing was linked.');
  const before = await linkOf(tx, row.id, other.id);
  const next = stored(row.id, other.id, as);
  if (before && before.kind === next.kind && before.from_id === next.from_id) {
    return { id: row.id, version: row.version };
  }
  await remove(tx, row.id, other.id);
  await mustFit(tx, next);
  await tx
    .insertInto('conversation_links')
    .values({ ...next, by_id: by.kind === 'agent' ? by.id : null, at: now })
    .execute();
  return tell(tx, by, { row, other, as }, 'conversation.linked', now);
}

/** Takes a link away; what is not linked stays so. */
export async function unlink(
  tx: Tx,
  by: By,
  { row, other }: Pick<Link, 'row' | 'other'>,
  now: Date,
): Promise<Changed> {
  const before = await linkOf(tx, row.id, other.id);
  if (!before) return { id: row.id, version: row.version };
  await remove(tx, row.id, other.id);
  const asTo = before.kind === 'related' ? 'related' : before.kind === 'child' ? 'parent' : 'problem';
  const as = before.from_id === row.id ? asTo : inverse[asTo];
  return tell(tx, by, { row, other, as }, 'conversation.unlinked', now);
}

async function tell(
  tx: Tx,
  by: By,
  { row, other, as }: Link,
  kind: 'conversation.linked' | 'conversation.unlinked',
  now: Date,
): Promise<Changed> {
  await change(tx, by, other, {}, [{ kind, data: { otherId: row.id, as: inverse[as] } }], now);
  return change(tx, by, row, {}, [{ kind, data: { otherId: other.id, as } }], now);
}

const linkOf = (tx: Tx, one: string, other: string) =>
  tx
    .selectFrom('conversation_links')
    .select(['from_id', 'to_id', 'kind'])
    .where('from_id', 'in', [one, other])
    .where('to_id', 'in', [one, other])
    .executeTakeFirst();

const remove = (tx: Tx, one: string, other: string) =>
  tx
    .deleteFrom('conversation_links')
    .where('from_id', 'in', [one, other])
    .where('to_id', 'in', [one, other])
    .execute();

type Facts = {
  links: number;
  above: boolean;
  has_above: boolean;
  from_is_above: boolean;
  to_is_below: boolean;
};

async function mustFit(tx: Tx, { from_id, to_id, kind }: ReturnType<typeof stored>): Promise<void> {
  const { rows } = await sql<Facts>`
    with recursive up as (
      select ${to_id}::uuid as id, 0 as steps
      union select l.to_id, steps + 1 from up join conversation_links l on l.from_id = up.id and l.kind = 'child'
      where steps < 50
    )
    select
      (select count(*)::int from conversation_links where ${to_id} in (from_id, to_id)) as links,
      ${kind} = 'child' and exists (select from up where id = ${from_id}) as above,
      exists (select from conversation_links where from_id = ${from_id} and kind = ${kind} and kind <> 'related') as has_above,
      exists (select from conversation_links where to_id = ${from_id} and kind = 'incident') as from_is_above,
      exists (select from conversation_links where from_id = ${to_id} and kind = 'incident') as to_is_below`.execute(
    tx,
  );
  const { links, above, has_above, from_is_above, to_is_below } = rows[0] as Facts;
  if (links >= mostLinks)
    throw refuse('CONFLICT', `A conversation can have ${mostLinks} links. Nothing was linked.`);
  if (above)
    throw refuse(
      'CONFLICT',
      'That one is below this one already, so it cannot be its parent. Nothing was linked.',
    );
  if (has_above && kind === 'child')
    throw refuse('CONFLICT', 'It has a parent already. Take that link away first.');
  if (has_above)
    throw refuse('CONFLICT', 'It belongs to another problem already. Take that link away first.');
  if (kind === 'incident' && (from_is_above || to_is_below)) {
    throw refuse('CONFLICT', 'A problem cannot be an incident of another problem. Nothing was linked.');
  }
}
