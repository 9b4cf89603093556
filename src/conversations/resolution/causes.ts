import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/connect.ts';
import { audit } from '../../platform/events/audit.ts';
import type { By } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { deepest } from './cause-path.ts';

/** What can be done to the tree of causes beyond adding to it. Causes are few, so the tree is read whole. */

export type CauseLine = {
  id: string;
  parentId: string | null;
  name: string;
  archived: boolean;
  /** How many conversations were solved with it; what is used stays, for their sake. */
  used: number;
};

const most = 1_000;

/** The whole tree with what was put away, for the settings. */
export async function listEveryCause(db: Db): Promise<CauseLine[]> {
  const { rows } = await sql<CauseLine>`
    select c.id, c.parent_id as "parentId", c.name, c.archived_at is not null as archived,
      (select count(*)::int from resolutions r where r.cause_id = c.id) as used
    from causes c order by c.name, c.id limit ${most}`.execute(db);
  return rows;
}

export type CauseChange = {
  id: string;
  name?: string | undefined;
  parentId?: string | null | undefined;
  archived?: boolean | undefined;
};

/**
 * Renames a cause, moves it under another, puts it away or takes it back. What is put away is offered no more
 * and stays where it was said. Throws NOT_FOUND, or BAD_INPUT for a move under itself or too deep.
 */
export async function changeCause(tx: Tx, by: By, input: CauseChange, now: Date): Promise<void> {
  const tree = await lockTree(tx);
  const { id, name, parentId, archived } = input;
  if (!tree.has(id)) throw refuse('NOT_FOUND');
  if (parentId) checkMove(tree, id, parentId);
  const set = {
    ...(name !== undefined && { name }),
    ...(parentId !== undefined && { parent_id: parentId }),
    ...(archived !== undefined && { archived_at: archived ? now : null }),
  };
  if (Object.keys(set).length === 0) return;
  await tx.updateTable('causes').set(set).where('id', '=', id).execute();
  await audit(tx, by, 'cause.change', 'cause', id, { what: Object.keys(set) }, now);
}

/**
 * Deletes a cause nobody has used. Throws CONFLICT for one that conversations were solved with, or that has
 * others under it: it can be put away instead.
 */
export async function removeCause(tx: Tx, by: By, { id }: { id: string }, now: Date): Promise<void> {
  const tree = await lockTree(tx);
  if (!tree.has(id)) throw refuse('NOT_FOUND');
  if ([...tree.values()].includes(id)) {
    throw refuse('CONFLICT', 'Other causes stand under this one. Move or delete them first.');
  }
  const used = await tx
    .selectFrom('resolutions')
    .select('conversation_id')
    .where('cause_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (used) {
    throw refuse(
      'CONFLICT',
      'Conversations were solved with this cause, and they keep it. Put it away instead: then it is offered no more.',
    );
  }
  await tx.deleteFrom('causes').where('id', '=', id).execute();
  await audit(tx, by, 'cause.remove', 'cause', id, {}, now);
}

/** Every cause with the one above it; locked, so that two moves cannot make a circle between them. */
async function lockTree(tx: Tx): Promise<Map<string, string | null>> {
  const rows = await tx.selectFrom('causes').select(['id', 'parent_id']).orderBy('id').forUpdate().execute();
  return new Map(rows.map((row) => [row.id, row.parent_id]));
}

function checkMove(tree: ReadonlyMap<string, string | null>, id: string, under: string): void {
  if (!tree.has(under)) {
    throw refuse('BAD_INPUT', 'The cause above does not exist any more. Nothing was moved.');
  }
  const above: string[] = [];
  for (let at: string | null = under; at && above.length < deepest; at = tree.get(at) ?? null) above.push(at);
  if (above.includes(id)) throw refuse('BAD_INPUT', 'A cause cannot stand under itself. Nothing was moved.');
  if (above.length + heightOf(tree, id) > deepest) {
    throw refuse('BAD_INPUT', `Causes can be ${deepest} deep, no deeper. Nothing was moved.`);
  }
}

/** How many levels a cause and what stands under it take. */
function heightOf(tree: ReadonlyMap<string, string | null>, id: string): number {
  const under = [...tree].filter(([, parent]) => parent === id).map(([child]) => heightOf(tree, child));
  return 1 + Math.max(0, ...under);
}
