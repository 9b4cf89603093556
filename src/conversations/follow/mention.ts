import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/connect.ts';
import { isId } from '../../platform/ids.ts';
import { type Level, type Role, reaches } from '../../staff/caller.ts';
import { levelFor } from '../../staff/signed-in.ts';
import { involve } from '../involve.ts';
import type {} from './tables.ts';

/** Whom a note names, as the event has it. */
export type Mentioned = {
  agentIds: string[];
  teamIds: string[];
  /** Colleagues who may not see the inbox this lies in, and so are told nothing. */
  unseen: string[];
};

/** How many one note may name. */
export const mostMentions = 50;

/** What the composer, or a program, writes for somebody named: `<span data-mention="ID">@Tom Okoro</span>`. */
const markup = /<span\b[^<>]{0,300}?\bdata-mention="([0-9a-f-]{36})"/gi;

/** The ids a note names, in its markup or beside it; at most 50. */
export function mentionedIds(input: { html?: string | undefined; mentions?: readonly string[] | undefined }) {
  const inMarkup = [...(input.html ?? '').matchAll(markup)].map((match) =>
    (match[1] as string).toLowerCase(),
  );
  return [...new Set([...(input.mentions ?? []), ...inMarkup])].filter(isId).slice(0, mostMentions);
}

/**
 * Keeps whom a note names. Who is named takes part from now on; who may not see the inbox is only reported, so
 * that the author can be told. Ids of nobody, and of colleagues who left, are passed over.
 */
export async function mention(
  tx: Tx,
  input: { messageId: string; conversationId: string; inboxId: string; ids: readonly string[] },
): Promise<Mentioned> {
  const { messageId, conversationId, inboxId } = input;
  const ids = [...input.ids];
  if (ids.length === 0) return { agentIds: [], teamIds: [], unseen: [] };
  const teams = await tx.selectFrom('teams').select('id').where('id', 'in', ids).execute();
  const agents = await colleaguesAt(tx, inboxId, ids);
  const agentIds = agents.filter((agent) => agent.sees).map((agent) => agent.id);
  const teamIds = teams.map((team) => team.id);
  const kept = [...agentIds, ...teamIds];
  if (kept.length > 0) {
    await tx
      .insertInto('mentions')
      .values(kept.map((id) => ({ message_id: messageId, mentioned_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await involve(tx, conversationId, agentIds);
  return { agentIds, teamIds, unseen: agents.filter((agent) => !agent.sees).map((agent) => agent.id) };
}

/**
 * Everyone who works here (or those of `ids`), and whether this inbox is open to them. To be named is to take part,
 * so the inbox alone decides, not what they see in it.
 */
export async function colleaguesAt(
  db: Db,
  inboxId: string,
  ids?: readonly string[],
): Promise<{ id: string; name: string; sees: boolean }[]> {
  const only = ids ? sql`and a.id = any(${[...ids]}::uuid[])` : sql``;
  const { rows } = await sql<{ id: string; name: string; role: Role; given: Level | null }>`
    select a.id, a.name, a.role,
      case when i.archived_at is null then coalesce(x.level, i.default_level) end as given
    from agents a join inboxes i on i.id = ${inboxId}
    left join inbox_access x on x.agent_id = a.id and x.inbox_id = i.id
    where a.deactivated_at is null ${only}
    order by a.name, a.id limit 1000`.execute(db);
  return rows.map(({ id, name, role, given }) => ({
    id,
    name,
    sees: reaches(levelFor(role, given ?? 'none'), 'view'),
  }));
}
