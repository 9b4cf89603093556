import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import { type Caller, type Level, reaches } from '../staff/caller.ts';
import { needScope } from '../staff/signed-in.ts';
import { refColumn } from './change-conversation.ts';

/*
 * Who may see and do what to conversations, as one page of law; access.test.ts holds the same page as a
 * table. Everything else in this room asks here: by `may` for one conversation at hand, by `visible` for
 * every query that looks for some. What may not be seen does not exist (NOT_FOUND); what may be seen but not
 * done is refused (NOT_ALLOWED).
 */

/** The level an act needs in the conversation's inbox, and whether a light agent may do it at all. */
const acts = {
  view: { level: 'view', light: true },
  note: { level: 'view', light: true },
  reply: { level: 'reply', light: false },
  change: { level: 'reply', light: false },
  manage: { level: 'manage', light: false },
} as const satisfies Record<string, { level: Level; light: boolean }>;

export type Action = keyof typeof acts;
export const actions = Object.keys(acts) as Action[];

/** What belongs to no single conversation, by role. */
const words = {
  'view.share': ['owner', 'admin', 'supervisor'],
  'work.see': ['owner', 'admin', 'supervisor'],
  'cause.add': ['owner', 'admin', 'supervisor'],
  'field.save': ['owner', 'admin'],
  'tag.see-kept': ['owner', 'admin', 'supervisor'],
  'tag.keep': ['owner', 'admin', 'supervisor'],
  'sender.see-blocked': ['owner', 'admin', 'supervisor', 'agent'],
  'sender.unblock': ['owner', 'admin', 'supervisor'],
} as const satisfies Record<string, readonly Caller['role'][]>;

export type WordAction = keyof typeof words;
export const wordActions = Object.keys(words) as WordAction[];

/** In an archived inbox nobody has a level any more; those who see all inboxes may still look. */
const levelIn = (caller: Caller, inboxId: string): Level =>
  caller.inboxes.get(inboxId) ?? (caller.seesAll ? 'view' : 'none');

/** Whether the caller may do this to a conversation of this inbox that `visible` shows them. */
export const may = (caller: Caller, action: Action, conversation: { inbox_id: string }): boolean =>
  reaches(levelIn(caller, conversation.inbox_id), acts[action].level) &&
  (caller.role !== 'light' || acts[action].light);

/** Throws NOT_FOUND for what may not be seen, NOT_ALLOWED for what may not be done. */
export function must(caller: Caller, action: Action, conversation: { inbox_id: string }): void {
  if (!may(caller, 'view', conversation)) throw refuse('NOT_FOUND');
  if (!may(caller, action, conversation)) throw refuse('NOT_ALLOWED');
}

/** Whether the caller's role allows something that is not about one conversation. */
export const mayWord = (caller: Caller, action: WordAction): boolean =>
  (words[action] as readonly string[]).includes(caller.role);

/** Throws NOT_ALLOWED unless `mayWord`, and for what sets up the workspace unless a key has the scope `admin`. */
export function mustWord(caller: Caller, action: WordAction): void {
  if (!mayWord(caller, action)) throw refuse('NOT_ALLOWED');
  if (action === 'field.save' || action === 'tag.keep') needScope(caller, 'admin');
}

/**
 * The one scope every query starts from: whether the conversation whose inbox stands in `column` (of the
 * table, or an alias of it) is open to the caller, by its inbox and by what they see there. Search, lists,
 * counts, messages, files and drafts all stand behind it.
 */
export function visible(caller: Caller, column = 'conversations.inbox_id'): RawBuilder<boolean> {
  const inInbox = inboxOpen(caller, column);
  if (caller.sight === 'all') return inInbox;
  const of = (name: string) => sql.ref(column.replace(/inbox_id$/, name));
  const teams = caller.sight === 'teams' ? caller.teamIds : [];
  const ofTeam = teams.length > 0 ? sql`or ${of('team_id')} = any(${[...teams]}::uuid[])` : sql``;
  return sql<boolean>`(${inInbox} and (${of('assignee_id')} = ${caller.agentId} ${ofTeam} or exists (
    select from involvements part where part.agent_id = ${caller.agentId} and part.conversation_id in (${of('id')}, ${of('aside_of_id')}))))`;
}

/** Where a conversation stands, as far as the scope asks. */
export type Standing = {
  inboxId: string;
  teamId: string | null;
  assigneeId: string | null;
  /** Who takes part in it (involve.ts). */
  involved: readonly string[];
};

/** The same scope for one conversation in memory: `visible` as a question. */
export const sees = (caller: Caller, { inboxId, teamId, assigneeId, involved }: Standing): boolean =>
  (caller.seesAll || caller.inboxes.has(inboxId)) &&
  (caller.sight === 'all' ||
    assigneeId === caller.agentId ||
    (caller.sight === 'teams' && teamId !== null && caller.teamIds.includes(teamId)) ||
    involved.includes(caller.agentId));

function inboxOpen(caller: Caller, column: string): RawBuilder<boolean> {
  if (caller.seesAll) return sql<boolean>`true`;
  const [first, ...others] = caller.inboxes.keys();
  if (first === undefined) return sql<boolean>`false`;
  // A list of one is written as `=`: with `any` the planner chooses worse indexes.
  if (others.length === 0) return sql<boolean>`${sql.ref(column)} = ${first}`;
  return sql<boolean>`${sql.ref(column)} = any(${[first, ...others]}::uuid[])`;
}

/**
 * Rows of one column `id`: the inboxes open to the caller, for queries that go inbox by inbox. What they see in
 * them is `visible` alone.
 */
export function visibleInboxes(caller: Caller, only?: string): RawBuilder<{ id: string }> {
  if (only !== undefined) {
    const open = caller.seesAll || caller.inboxes.has(only);
    return sql`select unnest(${open ? [only] : []}::uuid[]) as id`;
  }
  if (caller.seesAll) return sql`select id from inboxes`;
  return sql`select unnest(${[...caller.inboxes.keys()]}::uuid[]) as id`;
}

/** Where it lies now may be another inbox, so nobody is led there unasked. */
const merged = () =>
  refuse(
    'CONFLICT',
    'This was merged into another conversation meanwhile. Nothing was changed; go on there.',
  );

/** Which conversation this is, if the caller may do this to it. Throws NOT_FOUND, NOT_ALLOWED or, for a merged one, CONFLICT. */
export async function find(
  db: Db,
  caller: Caller,
  action: Action,
  ref: string,
): Promise<{ id: string; inbox_id: string }> {
  const row = await db
    .selectFrom('conversations')
    .select(['id', 'inbox_id', 'place'])
    .where(refColumn(ref), '=', ref)
    .where(visible(caller))
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  must(caller, action, row);
  if (row.place === 'merged' && action !== 'view') throw merged();
  return row;
}

/**
 * The same for a change: the conversation is locked first, so that the rule sees the inbox it lies in now
 * and not the one it is just being moved from.
 */
export async function enter(tx: Tx, caller: Caller, action: Action, ref: string): Promise<string> {
  const row = await tx
    .selectFrom('conversations')
    .select(['id', 'inbox_id', 'place'])
    .where(refColumn(ref), '=', ref)
    .where(visible(caller))
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  must(caller, action, row);
  if (row.place === 'merged') throw merged();
  return row.id;
}

/** The conversation of a message, if the caller may do this to it. Throws NOT_FOUND or NOT_ALLOWED. */
export async function findByMessage(
  db: Db,
  caller: Caller,
  action: Action,
  messageId: string,
): Promise<{ id: string; inbox_id: string }> {
  const row = await db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select(['conversations.id', 'conversations.inbox_id'])
    .where('messages.id', '=', messageId)
    .where(visible(caller))
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  must(caller, action, row);
  return row;
}
