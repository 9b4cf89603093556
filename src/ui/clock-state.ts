/** How a clock stands at a moment. `minutes` is what is left, or by how much it is over. */
export type ClockState = { state: 'safe' | 'soon' | 'over'; minutes: number };

const MINUTE = 60_000;

/**
 * A clock is amber in its last fifth, but never for longer than thirty minutes, and red once over.
 * @param due when it must be done
 * @param started when it began to run
 */
export function clockState(due: Date, started: Date, now: Date): ClockState {
  const left = due.getTime() - now.getTime();
  if (left < 0) return { state: 'over', minutes: Math.max(1, Math.floor(-left / MINUTE)) };
  const warnFrom = Math.min((due.getTime() - started.getTime()) / 5, 30 * MINUTE);
  return { state: left <= warnFrom ? 'soon' : 'safe', minutes: Math.ceil(left / MINUTE) };
}
