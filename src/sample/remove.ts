import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { dequeue } from '../platform/jobs/jobs.ts';
import { giveDraftsBack, partFromReal } from './entangled.ts';
import { forgetPlanted, readPlanted } from './planted.ts';
import {
  removeCauses,
  removeCompanies,
  removeFields,
  removeTags,
  removeTeams,
  removeWritten,
} from './remove-words.ts';

/**
 * Takes the sample world out again, wherever it was moved to and whatever was said in it meanwhile: nobody
 * outside ever got any of it. What is real stays: a real conversation assigned to a sample colleague becomes
 * unassigned, one merged with a sample is parted from it, and a tag, cause, field, team, customer or company
 * that something real uses is the workspace's own from now on. The bytes of its files go with the daily sweep.
 */
export async function removeSample(tx: Tx, by: By, now: Date): Promise<void> {
  const planted = await readPlanted(tx);
  await partFromReal(tx, by, now);
  await giveDraftsBack(tx, now);
  await callOffJobs(tx);
  const gone = await tx
    .deleteFrom('conversations')
    .where('sample', '=', true)
    .returning(['id', 'inbox_id'])
    .execute();
  await removePeople(tx);
  await removeWritten(tx, by, planted, now);
  await removeCauses(tx);
  await removeInboxes(tx);
  await removeTeams(tx, planted);
  await removeTags(tx, planted);
  await removeFields(tx, planted);
  await removeCompanies(tx, planted);
  await forgetPlanted(tx);
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
    { kind: 'team.changed', by, at: now },
    { kind: 'tag.changed', by, at: now },
  );
}

/** The jobs of replies that were to leave later. */
async function callOffJobs(tx: Tx): Promise<void> {
  const waiting = await tx
    .selectFrom('scheduled_replies as s')
    .innerJoin('conversations as c', 'c.id', 's.conversation_id')
    .select('s.id')
    .where('c.sample', '=', true)
    .where('s.state', '=', 'waiting')
    .execute();
  for (const { id } of waiting) await dequeue(tx, `leave:${id}`);
}

/** Customers nobody real speaks with, and all colleagues: they have no account and never did a thing. */
async function removePeople(tx: Tx): Promise<void> {
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
  await tx.updateTable('customers').set({ sample: false }).where('sample', '=', true).execute();
  await tx.deleteFrom('agents').where('sample', '=', true).execute();
}

/** An inbox that holds something real stays, as an inbox like any other. */
async function removeInboxes(tx: Tx): Promise<void> {
  const gone = await tx
    .deleteFrom('inboxes')
    .where('sample', '=', true)
    .where((where) =>
      where.not(
        where.exists(where.selectFrom('conversations').select('id').whereRef('inbox_id', '=', 'inboxes.id')),
      ),
    )
    .returning('id')
    .execute();
  const keys = gone.map(({ id }) => `feedback.asking.${id}`);
  await sql`delete from settings where key = any(${keys}::text[])`.execute(tx);
  await tx.updateTable('inboxes').set({ sample: false }).where('sample', '=', true).execute();
}
