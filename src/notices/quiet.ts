import type { NoticeSettings } from './types.ts';

/** Whether nothing may make itself noticed now: muted, or in the agent's quiet hours in their own zone. */
export function isQuiet(
  { mutedUntil, quiet, timeZone }: Pick<NoticeSettings, 'mutedUntil' | 'quiet' | 'timeZone'>,
  now: Date,
): boolean {
  if (mutedUntil && mutedUntil > now) return true;
  if (!quiet || quiet.from === quiet.to) return false;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now);
  const { from, to } = quiet;
  return from < to ? clock >= from && clock < to : clock >= from || clock < to;
}
