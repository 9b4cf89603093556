import { after, day } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import { type By, bySystem } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { type Changed, change, lockConversation } from './change-conversation.ts';

/** How long an answer is waited for if nobody says. */
const answerDays = 28;

export type Snooze = {
  id: string;
  until: Date | null;
  /** Until the customer answers, `until` at latest. */
  answer?: boolean | undefined;
};

/**
 * Puts a conversation away until a time, or until the customer answers and a time at latest; with null it is
 * brought back. Throws BAD_INPUT for a time that is past.
 */
export async function snooze(tx: Tx, by: By, input: Snooze, now: Date): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  const answer = input.answer ?? false;
  const until = input.until ?? (answer ? after(now, answerDays * day) : null);
  if (until && until <= now)
    throw refuse('BAD_INPUT', 'This time is past. Choose a later one; nothing was changed.');
  const same = (row.snoozed_until?.getTime() ?? null) === (until?.getTime() ?? null);
  if (same && (until === null || answer === row.snoozed_for_answer))
    return { id: row.id, version: row.version };
  return change(
    tx,
    by,
    row,
    { snoozed_until: until, snoozed_for_answer: answer },
    [
      until
        ? { kind: 'conversation.snoozed', data: { until: until.toISOString(), ...(answer && { answer }) } }
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
    [{ kind: 'conversation.woken', data: { why: row.snoozed_for_answer ? 'unanswered' : 'time' } }],
    now,
  );
}
