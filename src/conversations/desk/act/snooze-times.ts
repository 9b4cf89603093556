import type { WordId } from '../../../ui/words.ts';

export type SnoozeTime = { id: WordId; at: Date };

const HOUR = 3_600_000;

/** A day's time in the reader's own zone, `days` from now. */
function dayAt(now: Date, days: number, hour: number): Date {
  const at = new Date(now);
  at.setDate(at.getDate() + days);
  at.setHours(hour, 0, 0, 0);
  return at;
}

/** When one looks again at what nobody has answered: in four weeks, in the morning. */
export const answerBy = (now: Date): Date => dayAt(now, 28, 9);

/** The times people mostly put things away until, soonest first; "today" and "this evening" only while they are. */
export function snoozeTimes(now: Date): readonly SnoozeTime[] {
  const evening = dayAt(now, 0, 18);
  const later = new Date(Math.ceil((now.getTime() + 2 * HOUR) / (HOUR / 2)) * (HOUR / 2));
  // Days until the coming Monday, never today.
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const times: SnoozeTime[] = [
    { id: 'conversations.snooze.later', at: later },
    { id: 'conversations.snooze.evening', at: evening },
    { id: 'conversations.snooze.tomorrow', at: dayAt(now, 1, 9) },
    { id: 'conversations.snooze.monday', at: dayAt(now, toMonday, 9) },
    { id: 'conversations.snooze.month', at: dayAt(now, 28, 9) },
  ];
  return times.filter(({ id, at }) =>
    // After ten at night "later today" would be tomorrow.
    id === 'conversations.snooze.later' && later.getDate() !== now.getDate()
      ? false
      : id === 'conversations.snooze.evening'
        ? at.getTime() > later.getTime()
        : id === 'conversations.snooze.monday'
          ? toMonday > 1
          : true,
  );
}
