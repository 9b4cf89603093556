import { sql } from 'kysely';
import type {} from '../canned/tables.ts';
import { removeView } from '../conversations/saved-views/save-view.ts';
import type { Tx } from '../platform/db/connect.ts';
import { type By, record } from '../platform/events/record.ts';
import { unreferenced } from './entangled.ts';
import type { Planted } from './planted.ts';

/*
 * The words of the sample world. By now its conversations, people and colleagues are gone, so whatever still
 * uses one of them is real: then it stays, and is the workspace's own.
 */

/** Replies and views nobody has changed since; a changed one is whoever's work, and stays. */
export async function removeWritten(tx: Tx, by: By, planted: Planted, now: Date): Promise<void> {
  if (planted.replies.length > 0) {
    const gone = await tx
      .deleteFrom('canned_replies')
      .where('id', 'in', planted.replies)
      .where('version', '=', 1)
      .returning('id')
      .execute();
    const removed = gone.map(({ id }) => ({
      kind: 'canned.removed',
      by,
      at: now,
      data: { cannedReplyId: id },
    }));
    await record(tx, ...removed);
  }
  if (planted.views.length === 0) return;
  const views = await tx
    .selectFrom('saved_views')
    .select(['id', 'scope'])
    .where('id', 'in', planted.views)
    .where('version', '=', 1)
    .execute();
  for (const view of views) await removeView(tx, by, view, now);
}

/** Tags that nothing bears and no view names. */
export async function removeTags(tx: Tx, { tags }: Planted): Promise<void> {
  const unused = await unreferenced(tx, 'tags', tags);
  if (unused.length === 0) return;
  await sql`delete from tags where id = any(${unused}::uuid[])
    and not exists (select from saved_views v where strpos(v.filter::text, tags.id::text) > 0)`.execute(tx);
}

/** Custom fields without a value anywhere, as `noun.key`. */
export async function removeFields(tx: Tx, { fields }: Planted): Promise<void> {
  await sql`delete from custom_fields f where f.noun || '.' || f.key = any(${fields}::text[])
    and not exists (select from conversations c where f.noun = 'conversation' and c.fields <> '{}' and c.fields ? f.key)
    and not exists (select from customers c where f.noun = 'customer' and c.fields ? f.key)
    and not exists (select from saved_views v where strpos(v.filter::text, '"' || f.key || '"') > 0)`.execute(
    tx,
  );
}

/** Companies nobody belongs to. */
export async function removeCompanies(tx: Tx, { companies }: Planted): Promise<void> {
  const unused = await unreferenced(tx, 'companies', companies);
  if (unused.length > 0) await tx.deleteFrom('companies').where('id', 'in', unused).execute();
}

/** Causes nothing was solved with, from the leaves up; one that has others under it stays for their sake. */
export async function removeCauses(tx: Tx): Promise<void> {
  for (;;) {
    const left = await tx.selectFrom('causes').select('id').where('sample', '=', true).execute();
    const unused = await unreferenced(
      tx,
      'causes',
      left.map(({ id }) => id),
    );
    if (unused.length === 0) break;
    await tx.deleteFrom('causes').where('id', 'in', unused).execute();
  }
  await tx.updateTable('causes').set({ sample: false }).where('sample', '=', true).execute();
}

/** Teams without members, conversations, views or replies of their own. */
export async function removeTeams(tx: Tx, { memberships, by }: Planted): Promise<void> {
  if (memberships.length > 0 && by.length > 0)
    await tx
      .deleteFrom('team_members')
      .where('team_id', 'in', memberships)
      .where('agent_id', 'in', by)
      .execute();
  const teams = await tx.selectFrom('teams').select('id').where('sample', '=', true).execute();
  const unused = await unreferenced(
    tx,
    'teams',
    teams.map(({ id }) => id),
  );
  if (unused.length > 0) await tx.deleteFrom('teams').where('id', 'in', unused).execute();
  await tx.updateTable('teams').set({ sample: false }).where('sample', '=', true).execute();
}
