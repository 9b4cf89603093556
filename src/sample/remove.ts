import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { customers, domainOf } from './world.ts';

/**
 * Takes the sample world out again, wherever it was moved to and whatever was said in it meanwhile. What
 * is real stays: a real conversation assigned to a sample colleague becomes unassigned.
 */
export async function removeSample(tx: Tx, by: By, now: Date): Promise<void> {
  const gone = await tx
    .deleteFrom('conversations')
    .where('sample', '=', true)
    .returning(['id', 'inbox_id'])
    .execute();
  await tx
    .deleteFrom('customers')
    .where('sample', '=', true)
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('conversations').select('id').whereRef('customer_id', '=', 'customers.id'),
        ),
      ),
    )
    .execute();
  await tx
    .deleteFrom('companies')
    .where(
      'domain',
      'in',
      Object.values(customers).map(({ email }) => domainOf(email)),
    )
    .where((where) =>
      where.not(
        where.exists(where.selectFrom('customers').select('id').whereRef('company_id', '=', 'companies.id')),
      ),
    )
    .execute();
  await tx.deleteFrom('causes').where('sample', '=', true).execute();
  await tx.deleteFrom('teams').where('sample', '=', true).execute();
  await tx.deleteFrom('agents').where('sample', '=', true).execute();
  await tx
    .deleteFrom('tags')
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('conversation_tags').select('tag_id').whereRef('tag_id', '=', 'tags.id'),
        ),
      ),
    )
    .execute();
  await tx
    .deleteFrom('inboxes')
    .where('sample', '=', true)
    .where((where) =>
      where.not(
        where.exists(where.selectFrom('conversations').select('id').whereRef('inbox_id', '=', 'inboxes.id')),
      ),
    )
    .execute();
  await tx.updateTable('inboxes').set({ sample: false }).where('sample', '=', true).execute();
  await audit(tx, by, 'sample.remove', 'workspace', null, {}, now);
  await record(
    tx,
    ...gone.map(({ id, inbox_id }) => ({
      kind: 'conversation.removed',
      by,
      at: now,
      conversationId: id,
      inboxId: inbox_id,
    })),
    { kind: 'inbox.changed', by, at: now },
  );
}
