import { sql } from 'kysely';
import { type Standing, sees } from '../conversations/access.ts';
import { followersOf } from '../conversations/follow/follow.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Event } from '../platform/events/read.ts';
import { callersOf } from '../staff/signed-in.ts';
import { settingsOf } from './settings.ts';
import { type NoticeKind, type NoticeSettings, noticeKinds } from './types.ts';

/** The conversation an event is about, as far as it matters who is told. */
export type About = {
  id: string;
  inboxId: string;
  teamId: string | null;
  assigneeId: string | null;
  place: string;
  historic: boolean;
  sample: boolean;
  flood: boolean;
  /** The conversation it stands beside, if it is one with a third party. */
  asideOf: string | null;
};

export type Told = { agentId: string; kind: NoticeKind; settings: NoticeSettings };

/** What an event could be to whom; each kind with its agents. */
type Candidates = { [kind in NoticeKind]?: readonly string[] };

/**
 * Who is told of an event, and as what: each agent once, by the most pressing kind they want. Never whoever did
 * it, never somebody who may not see the conversation.
 */
export async function recipientsOf(tx: Tx, event: Event, about: About): Promise<Told[]> {
  const candidates = await candidatesOf(tx, event, about);
  const author = event.by.kind === 'agent' ? event.by.id : null;
  const ids = [...new Set(Object.values(candidates).flat())].filter((id) => id !== author);
  const settings = await settingsOf(tx, ids);
  const told = ids.flatMap((agentId): Told[] => {
    const own = settings.get(agentId) as NoticeSettings;
    const kind = noticeKinds.find((one) => candidates[one]?.includes(agentId) && own.kinds[one].on);
    return kind ? [{ agentId, kind, settings: own }] : [];
  });
  const seeing = await whoSees(tx, told, about);
  return told.filter(({ agentId }) => seeing.has(agentId));
}

async function candidatesOf(tx: Tx, event: Event, about: About): Promise<Candidates> {
  const { data } = event;
  const theirs = async () => [
    ...(about.assigneeId ? [about.assigneeId] : []),
    ...(await followersOf(tx, about.asideOf ?? about.id)),
  ];
  switch (event.kind) {
    case 'message.received': {
      if (data.quiet === true || about.flood) return {};
      const arrived = about.assigneeId || about.asideOf ? [] : await waitingForNew(tx, about.teamId);
      // What opens a conversation answers nobody, even if somebody has it by now.
      if (data.from === undefined) return { arrived };
      const back = data.from === 'solved' || data.from === 'closed';
      const kind = about.asideOf ? 'side' : back ? 'reopened' : 'answered';
      return { [kind]: await theirs(), arrived };
    }
    case 'conversation.assigned': {
      const { agentId, fromAgentId, teamId, fromTeamId } = data;
      if (typeof agentId === 'string' && agentId !== fromAgentId) return { assigned: [agentId] };
      const toTeam = !agentId && typeof teamId === 'string' && teamId !== fromTeamId;
      return toTeam ? { arrived: await waitingForNew(tx, teamId) } : {};
    }
    case 'message.noted':
      return { mentioned: await mentionedBy(tx, data), noted: await theirs() };
    case 'message.replied':
      return { noted: await theirs() };
    case 'conversation.handed':
      return typeof data.agentId === 'string' ? { handed: [data.agentId] } : {};
    case 'conversation.reopened':
      // An answer that reopens says so itself, and so does a message that did not arrive.
      return data.why === 'message' || data.why === 'undelivered' ? {} : { reopened: await theirs() };
    case 'message.delivery': {
      if (data.state !== 'failed' && data.state !== 'bounced') return {};
      const author = await authorOf(tx, data.messageId);
      return { undelivered: [author, about.assigneeId].filter((id) => id !== null) };
    }
    default:
      return {};
  }
}

async function mentionedBy(tx: Tx, { agentIds, teamIds }: Event['data']): Promise<string[]> {
  const agents = Array.isArray(agentIds) ? agentIds : [];
  if (!Array.isArray(teamIds) || teamIds.length === 0) return agents;
  const members = await tx
    .selectFrom('team_members')
    .select('agent_id')
    .where('team_id', 'in', teamIds)
    .limit(1_000)
    .execute();
  return [...agents, ...members.map((member) => member.agent_id)];
}

/** Agents who want to hear of what nobody has yet: in their teams, or wherever they see it. */
async function waitingForNew(tx: Tx, teamId: string | null): Promise<string[]> {
  const { rows } = await sql<{ agent_id: string }>`
    select s.agent_id from notice_settings s
    where s.settings -> 'kinds' -> 'arrived' ->> 'on' = 'true'
      and (s.settings ->> 'arrivedIn' = 'all' or exists (
        select from team_members m where m.agent_id = s.agent_id and m.team_id = ${teamId}))
    limit 1000`.execute(tx);
  return rows.map((row) => row.agent_id);
}

async function authorOf(tx: Tx, messageId: unknown): Promise<string | null> {
  if (typeof messageId !== 'string') return null;
  const message = await tx
    .selectFrom('messages')
    .select('author_id')
    .where('id', '=', messageId)
    .where('author_kind', '=', 'agent')
    .executeTakeFirst();
  return message?.author_id ?? null;
}

async function whoSees(tx: Tx, told: readonly Told[], about: About): Promise<ReadonlySet<string>> {
  const ids = told.map(({ agentId }) => agentId);
  if (ids.length === 0) return new Set();
  const parts = await tx
    .selectFrom('involvements')
    .select('agent_id')
    .where('conversation_id', '=', about.id)
    .where('agent_id', 'in', ids)
    .execute();
  const standing: Standing = { ...about, involved: parts.map((part) => part.agent_id) };
  const callers = await callersOf(tx, ids);
  return new Set(callers.filter((caller) => sees(caller, standing)).map((caller) => caller.agentId));
}
