import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { type Changed, change, lockConversation } from './change-conversation.ts';
import { needResolution } from './resolution/asking.ts';

export type Solution = {
  id: string;
  /** What fixed it. */
  how?: string | undefined;
  causeId?: string | null | undefined;
  /** How to keep it from coming back. */
  why?: string | undefined;
};

/**
 * Solves a conversation, with its resolution if there is one to tell; solving again changes only that.
 * Throws BAD_INPUT for a cause that does not exist.
 */
export async function solve(tx: Tx, by: By, input: Solution, now: Date): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  const told = await keepResolution(tx, by, row.id, input, now);
  if (row.status !== 'solved') await needResolution(tx, by, row);
  if (row.status === 'solved' && !told) return { id: row.id, version: row.version };
  return change(
    tx,
    by,
    row,
    { status: 'solved', solved_at: row.solved_at ?? now, waiting_since: null, snoozed_until: null },
    [{ kind: 'conversation.solved', data: { from: row.status } }],
    now,
  );
}

async function keepResolution(tx: Tx, by: By, id: string, input: Solution, now: Date): Promise<boolean> {
  const { how, causeId, why } = input;
  if (how === undefined && causeId === undefined && why === undefined) return false;
  if (causeId) {
    const cause = await tx.selectFrom('causes').select('id').where('id', '=', causeId).executeTakeFirst();
    if (!cause) throw refuse('BAD_INPUT', 'This cause does not exist any more. Nothing was changed.');
  }
  const told = {
    ...(how !== undefined && { how }),
    ...(why !== undefined && { why }),
    ...(causeId !== undefined && { cause_id: causeId }),
    by_id: by.kind === 'agent' ? by.id : null,
    at: now,
  };
  await tx
    .insertInto('resolutions')
    .values({ conversation_id: id, cause_id: null, ...told })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(told))
    .execute();
  return true;
}
