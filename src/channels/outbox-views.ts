import { type SqlBool, sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import type { Caller } from '../staff/caller.ts';
import { type OutboxGroup, type OutboxItem, outboxGroups } from './outbox.contract.ts';
import { doableWith, mayHandle, seesOutboxOf } from './outbox-access.ts';
import { outboxHeld } from './outbox-hold.ts';

const mostCounted = 1_000;

/** A message counts as retried once a try of it has failed. */
const inGroup: Record<OutboxGroup, ReturnType<typeof sql<SqlBool>>> = {
  waiting: sql<SqlBool>`m.delivery in ('held', 'queued', 'sending') and d.error_code is null`,
  retrying: sql<SqlBool>`m.delivery in ('queued', 'sending') and d.error_code is not null`,
  unknown: sql<SqlBool>`m.delivery = 'unknown'`,
  failed: sql<SqlBool>`m.delivery = 'failed'`,
  bounced: sql<SqlBool>`m.delivery = 'bounced'`,
};

function outboxRows(db: Db, caller: Caller, group: OutboxGroup) {
  const scope = seesOutboxOf(caller);
  return db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .leftJoin('deliveries as d', 'd.message_id', 'm.id')
    .where(sql<SqlBool>`m.delivery in ('held', 'queued', 'sending', 'unknown', 'failed', 'bounced')`)
    .where(inGroup[group])
    .where(
      scope
        ? sql<SqlBool>`(c.inbox_id = any(${scope.manages}::uuid[]) or
            m.author_id = ${caller.agentId} and c.inbox_id = any(${scope.replies}::uuid[]))`
        : sql<SqlBool>`true`,
    );
}

/** A page of one group, what changed last first. */
export async function listOutbox(
  db: Db,
  caller: Caller,
  input: { group: OutboxGroup; inboxId?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: OutboxItem[]; next: string | null }> {
  const [at, id] = input.cursor?.split('_') ?? [];
  let query = outboxRows(db, caller, input.group)
    .innerJoin('inboxes as i', 'i.id', 'c.inbox_id')
    .leftJoin('channels as ch', (join) => join.on(sql<SqlBool>`ch.id = coalesce(d.channel_id, m.channel_id)`))
    .leftJoin('agents as a', (join) =>
      join.onRef('a.id', '=', 'm.author_id').on('m.author_kind', '=', 'agent'),
    )
    .select([
      'm.id',
      'm.delivery',
      'm.delivery_note',
      'm.delivery_at',
      'm.created_at',
      'm.recipients',
      'm.author_id',
      'c.id as conversation_id',
      'c.number',
      'c.subject',
      'i.id as inbox_id',
      'i.name as inbox_name',
      'ch.id as channel_id',
      'ch.address',
      'a.name as author',
      'd.attempts',
      'd.started_at',
      'd.next_at',
    ])
    .orderBy('m.delivery_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(input.limit + 1);
  if (input.inboxId) query = query.where('c.inbox_id', '=', input.inboxId);
  if (at && id && /^\d{1,16}$/.test(at) && /^[0-9a-f-]{36}$/.test(id)) {
    query = query.where(
      sql<SqlBool>`(m.delivery_at, m.id) < (to_timestamp(${at}::double precision / 1000), ${id}::uuid)`,
    );
  }
  const rows = await query.execute();
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      messageId: row.id,
      conversation: { id: row.conversation_id, number: Number(row.number), subject: row.subject },
      inbox: { id: row.inbox_id, name: row.inbox_name },
      channel: row.channel_id && row.address ? { id: row.channel_id, address: row.address } : null,
      author: row.author,
      to: [...(row.recipients.to ?? []), ...(row.recipients.cc ?? []), ...(row.recipients.bcc ?? [])].map(
        (one) => one.address,
      ),
      delivery: row.delivery ?? 'queued',
      note: row.delivery_note,
      since: row.delivery_at ?? row.created_at,
      writtenAt: row.created_at,
      tries: row.attempts ?? 0,
      lastTryAt: row.started_at,
      nextTryAt: row.delivery === 'queued' ? row.next_at : null,
      can: mayHandle(caller, { inboxId: row.inbox_id, authorId: row.author_id })
        ? [...doableWith[row.delivery ?? 'queued']]
        : [],
    })),
    next:
      rows.length > input.limit && last
        ? `${(last.delivery_at ?? last.created_at).getTime()}_${last.id}`
        : null,
  };
}

/** How many in each group, whether the outbox is held, and which mailboxes cannot send. */
export async function countOutbox(db: Db, caller: Caller) {
  const counts = { waiting: 0, retrying: 0, unknown: 0, failed: 0, bounced: 0 };
  for (const group of outboxGroups) {
    const found = await db
      .selectFrom(outboxRows(db, caller, group).select('m.id').limit(mostCounted).as('found'))
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    counts[group] = Number(found.count);
  }
  const held = await outboxHeld(db);
  const scope = seesOutboxOf(caller);
  const ill = await db
    .selectFrom('channels')
    .select(['id', 'address', 'out_error_code', 'out_error_text', 'out_error_at'])
    .where('out_error_at', 'is not', null)
    .where('archived_at', 'is', null)
    .where(scope ? sql<SqlBool>`inbox_id = any(${scope.manages}::uuid[])` : sql<SqlBool>`true`)
    .orderBy('out_error_at')
    .execute();
  return {
    ...counts,
    held: held && { since: new Date(held.since), reason: held.reason },
    mailboxes: ill.map((one) => ({
      channelId: one.id,
      address: one.address,
      needsPassword: one.out_error_code === 'REAUTH',
      text: one.out_error_text ?? '',
      since: one.out_error_at as Date,
    })),
  };
}
