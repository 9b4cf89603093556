import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import { refuse } from '../../platform/http/errors.ts';
import type { Caller } from '../../staff/caller.ts';
import { visible } from '../access.ts';
import type { Recipients } from '../types.ts';
import type { ScheduledView } from './contract.ts';

/** Uploads that wait in a scheduled reply are not tidied away. */
export const notScheduled = sql<boolean>`not exists (
  select from scheduled_replies s
  where s.state in ('waiting', 'returned') and s.agent_id = uploads.by_id and uploads.id = any(s.uploads))`;

type Row = Omit<ScheduledView, 'agent' | 'conversation' | 'to' | 'cc' | 'bcc' | 'mine'> & {
  agent_id: string;
  agent_name: string;
  conversation_id: string;
  number: string;
  subject: string;
  customer_name: string;
  recipients: Recipients;
};

type Query = {
  conversationId?: string;
  mine?: boolean;
  limit: number;
  cursor?: string | undefined;
};

/**
 * Replies that wait, soonest first: those of one conversation, one's own, or all the caller may see. What came
 * back to its author stands among them until they have seen it; it is nobody else's.
 */
export async function listScheduled(
  db: Db,
  caller: Caller,
  query: Query,
): Promise<{ items: ScheduledView[]; next: string | null }> {
  const { conversationId, mine } = query;
  const beyond = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const { rows } = await sql<Row>`
    select s.id, s.state, s.why, s.note, s.send_at as "sendAt", s.time_zone as "timeZone",
      s.status_after as "statusAfter", s.html, s.text, s.recipients, s.version, s.agent_id, a.name as agent_name,
      s.conversation_id, c.number, c.subject, cu.name as customer_name,
      (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'type', u.type, 'size', u.size)), '[]')
       from uploads u where u.id = any(s.uploads) and u.by_id = s.agent_id) as attachments
    from scheduled_replies s
    join conversations c on c.id = s.conversation_id
    join customers cu on cu.id = c.customer_id
    join agents a on a.id = s.agent_id
    where ${visible(caller, 'c.inbox_id')}
      and (s.state = 'waiting' or (s.state = 'returned' and s.agent_id = ${caller.agentId}))
      ${conversationId ? sql`and s.conversation_id = ${conversationId}` : sql``}
      ${mine ? sql`and s.agent_id = ${caller.agentId}` : sql``}
      ${beyond ? sql`and (s.send_at, s.id) > (${beyond.at}, ${beyond.id})` : sql``}
    order by s.send_at, s.id limit ${sql.lit(query.limit + 1)}`.execute(db);
  const items = rows.slice(0, query.limit).map((row) => toView(row, caller.agentId));
  const last = items.at(-1);
  return {
    items,
    next: rows.length > query.limit && last ? `${last.sendAt.getTime()}.${last.id}` : null,
  };
}

function toView(row: Row, me: string): ScheduledView {
  const { agent_id, agent_name, conversation_id, number, subject, customer_name, recipients, ...same } = row;
  return {
    ...same,
    agent: { id: agent_id, name: agent_name },
    conversation: { id: conversation_id, number: Number(number), subject, customer: customer_name },
    to: recipients.to ?? null,
    cc: recipients.cc ?? null,
    bcc: recipients.bcc ?? [],
    mine: agent_id === me,
  };
}

function readCursor(word: string): { at: Date; id: string } {
  const found = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(word);
  if (!found) throw refuse('BAD_INPUT', 'This cursor is not one of ours. Begin again without it.');
  return { at: new Date(Number(found[1])), id: found[2] as string };
}
