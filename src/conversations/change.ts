import type { Updateable } from 'kysely';
import { checkedFields } from '../customers/fields.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { canAnswer } from './assign.ts';
import {
  type Changed,
  type ConversationRow,
  change,
  type Happening,
  lockConversation,
  mustNotStandBeside,
} from './change-conversation.ts';
import { indexSubject } from './search/vector.ts';
import type { Kind } from './types.ts';

export type Change = {
  id: string;
  subject?: string | undefined;
  kind?: Kind | undefined;
  priority?: number | undefined;
  inboxId?: string | undefined;
  fields?: Record<string, unknown> | undefined;
};

type Draft = { set: Updateable<Tables['conversations']>; happened: Happening[] };

/**
 * Changes subject, kind, priority, inbox or custom fields; each is an event of its own. Throws BAD_INPUT for
 * an inbox that is archived or a field's value that is not of its type.
 */
export async function changeConversation(tx: Tx, by: By, input: Change, now: Date): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  const draft: Draft = { set: {}, happened: [] };
  if (input.subject !== undefined && input.subject !== row.subject) {
    draft.set.subject = input.subject;
    draft.happened.push({ kind: 'conversation.subject' });
    await indexSubject(tx, row.id, input.subject);
  }
  if (input.kind && input.kind !== row.kind) {
    draft.set.kind = input.kind;
    draft.happened.push({ kind: 'conversation.kind', data: { from: row.kind, to: input.kind } });
  }
  if (input.priority !== undefined && input.priority !== row.priority) {
    draft.set.priority = input.priority;
    draft.happened.push({ kind: 'conversation.priority', data: { from: row.priority, to: input.priority } });
  }
  if (input.fields) await changeFields(tx, row, input.fields, draft);
  // Last, because its events are heard by the new inbox.
  if (input.inboxId && input.inboxId !== row.inbox_id) return move(tx, by, row, input.inboxId, draft, now);
  return change(tx, by, row, draft.set, draft.happened, now);
}

async function changeFields(
  tx: Tx,
  row: ConversationRow,
  given: Record<string, unknown>,
  draft: Draft,
): Promise<void> {
  const checked = await checkedFields(tx, 'conversation', given);
  const keys = Object.keys(checked).filter(
    (key) => JSON.stringify(checked[key]) !== JSON.stringify(row.fields[key] ?? null),
  );
  if (keys.length === 0) return;
  const fields = { ...row.fields, ...checked };
  for (const key of keys) if (fields[key] === null) delete fields[key];
  draft.set.fields = JSON.stringify(fields);
  draft.happened.push({ kind: 'conversation.fields', data: { keys } });
}

/** Into another inbox, and out of the hands of whoever cannot answer there. */
async function move(
  tx: Tx,
  by: By,
  row: ConversationRow,
  inboxId: string,
  draft: Draft,
  now: Date,
): Promise<Changed> {
  mustNotStandBeside(row);
  const inbox = await tx
    .selectFrom('inboxes')
    .select(['id', 'brand_id', 'team_id'])
    .where('id', '=', inboxId)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!inbox) throw refuse('BAD_INPUT', 'This inbox is archived or does not exist. Nothing was changed.');
  // Those who see only the old inbox hear that it left, before it does.
  const left = await change(
    tx,
    by,
    row,
    draft.set,
    [...draft.happened, { kind: 'conversation.left', data: { toInboxId: inboxId } }],
    now,
  );
  const happened: Happening[] = [
    { kind: 'conversation.moved', data: { fromInboxId: row.inbox_id, toInboxId: inboxId } },
  ];
  const keeps = row.assignee_id === null || (await canAnswer(tx, row.assignee_id, inboxId));
  if (!keeps) {
    const { assignee_id: fromAgentId, team_id: fromTeamId } = row;
    happened.push({
      kind: 'conversation.assigned',
      data: { agentId: null, teamId: inbox.team_id, fromAgentId, fromTeamId },
    });
  }
  return change(
    tx,
    by,
    { ...row, version: left.version },
    {
      inbox_id: inbox.id,
      brand_id: inbox.brand_id,
      team_id: inbox.team_id,
      // Answers leave by a channel of the new inbox.
      channel_id: null,
      ...(!keeps && { assignee_id: null }),
    },
    happened,
    now,
  );
}
