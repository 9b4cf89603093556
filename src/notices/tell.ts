import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Event } from '../platform/events/read.ts';
import { bySystem, record } from '../platform/events/record.ts';
import { newId } from '../platform/ids.ts';
import { type About, recipientsOf, type Told } from './recipients.ts';
import type {} from './tables.ts';

/**
 * Makes the notices an event calls for. What happens again in a conversation before somebody has looked is the
 * same notice once more; the same event never tells twice. Old facts, samples and spam stay quiet (law 15).
 */
export async function tell(tx: Tx, event: Event, now: Date): Promise<void> {
  if (!event.conversationId) return;
  const about = await aboutOf(tx, event.conversationId);
  if (!about || about.historic || about.sample || about.place !== 'inbox') return;
  const told = await recipientsOf(tx, event, about);
  const fresh: string[] = [];
  for (const one of told) if (await put(tx, event, about, one)) fresh.push(one.agentId);
  await tellDesks(tx, fresh, now);
}

/** The agents' own desks look again (event `own.notices`). */
export const tellDesks = (tx: Tx, agentIds: readonly string[], now: Date): Promise<void> =>
  record(
    tx,
    ...agentIds.map((agentId) => ({ kind: 'own.notices', by: bySystem, at: now, data: { agentId } })),
  );

/** Where it lies now: what was merged into another is that one. */
async function aboutOf(tx: Tx, id: string): Promise<About | undefined> {
  const { rows } = await sql<About>`
    select c.id, c.inbox_id as "inboxId", c.team_id as "teamId", c.assignee_id as "assigneeId", c.place,
      c.historic, c.sample, c.flood, c.aside_of_id as "asideOf"
    from conversations c
    where c.id = coalesce((select lies_in_id from conversations where id = ${id}), ${id})`.execute(tx);
  return rows[0];
}

/** Puts one notice, or one more to what waits unread; true if that was news. */
async function put(tx: Tx, event: Event, about: About, { agentId, kind, settings }: Told): Promise<boolean> {
  const conversationId = about.asideOf ?? about.id;
  const eventId = event.cursor.id;
  const messageId = typeof event.data.messageId === 'string' ? event.data.messageId : null;
  const byMail = settings.kinds[kind].mail;
  const { rows } = await sql`
    with again as (
      update notices set times = times + 1, event_id = ${eventId}, message_id = ${messageId},
        by_kind = ${event.by.kind}, by_id = ${event.by.id}, at = ${event.at}, by_mail = ${byMail}, mailed_at = null
      where agent_id = ${agentId} and conversation_id = ${conversationId} and kind = ${kind}
        and read_at is null and event_id < ${eventId}
        and not exists (select from notices o where o.agent_id = ${agentId} and o.event_id = ${eventId})
      returning id
    ), first as (
      insert into notices (id, agent_id, conversation_id, kind, event_id, message_id, by_kind, by_id, at, by_mail)
      select ${newId()}, ${agentId}, ${conversationId}, ${kind}, ${eventId}, ${messageId}, ${event.by.kind},
        ${event.by.id}, ${event.at}, ${byMail}
      where not exists (select from notices where agent_id = ${agentId}
        and conversation_id = ${conversationId} and kind = ${kind} and read_at is null)
      on conflict do nothing
      returning id
    )
    select id from again union all select id from first`.execute(tx);
  return rows.length > 0;
}
