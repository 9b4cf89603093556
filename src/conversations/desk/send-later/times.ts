import { t, type WordId } from '../../../ui/words.ts';
import type { When } from '../when/WhenPick.tsx';

/** The times replies mostly leave at, soonest first: when somebody begins to read. */
export function sendTimes(now: Date): readonly When[] {
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const at = (days: number, hour: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(hour, 0, 0, 0);
    return day;
  };
  const times: { id: WordId; at: Date }[] = [
    { id: 'conversations.later.inAnHour', at: new Date(now.getTime() + 3_600_000) },
    { id: 'conversations.later.afternoon', at: at(0, 14) },
    { id: 'conversations.later.tomorrow', at: at(1, 9) },
    { id: 'conversations.later.monday', at: at(toMonday, 8) },
  ];
  return times
    .filter(({ id, at: time }) =>
      id === 'conversations.later.monday'
        ? toMonday > 1
        : time.getTime() > now.getTime() + (id === 'conversations.later.afternoon' ? 3_600_000 : 0),
    )
    .map(({ id, at: time }) => ({ id, label: t(id), at: time }));
}
