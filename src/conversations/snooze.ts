import type { Tx } from '../platform/db/connect.ts';
import { type By, bySystem } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { type Changed, change, lockConversation } from './change-conversation.ts';

/** Puts a conversation away until a time, or with null brings it back. Throws BAD_INPUT for a time that is past. */
export async function snooze(
  tx: Tx,
  by: By,
  input: { id: string; until: Date | null },
  now: Date,
): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  const { until } = input;
  if (until && until <= now)
    throw refuse('BAD_INPUT', 'This time is past. Choose a later one; nothing was changed.');
  if ((row.snoozed_until?.getTime() ?? null) === (until?.getTime() ?? null))
    return { id: row.id, version: row.version };
  return change(
    tx,
    by,
    row,
    { snoozed_until: until },
    [
      until
        ? { kind: 'conversation.snoozed', data: { until: until.toISOString() } }
        : { kind: 'conversation.woken', data: { why: 'agent' } },
    ],
    now,
  );
}

/**
 * Brings back a conversation whose time has come, among the open ones unless it is solved: it was put
 * away to be seen again. Nothing happens if it was brought back, or put off, meanwhile.
 */
export async function wake(tx: Tx, id: string, now: Date): Promise<Changed> {
  const row = await lockConversation(tx, id);
  if (!row.snoozed_until || row.snoozed_until > now) return { id: row.id, version: row.version };
  const opens = row.status === 'waiting' || row.status === 'held';
  return change(
    tx,
    bySystem,
    row,
    { snoozed_until: null, ...(opens && { status: 'open' }) },
    [{ kind: 'conversation.woken', data: { why: 'time' } }],
    now,
  );
}
