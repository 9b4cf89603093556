import { language } from './words.ts';

const MINUTE = 60_000;

/** Minutes as agents read them at a glance: 56 → "56m", 112 → "1h 52m", 3000 → "2d 2h". */
export function shortDuration(minutes: number): string {
  const unit = (n: number, name: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(language(), { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(n);
  if (minutes < 60) return unit(minutes, 'minute');
  if (minutes < 24 * 60)
    return join(unit(Math.floor(minutes / 60), 'hour'), minutes % 60, (n) => unit(n, 'minute'));
  const hours = Math.floor(minutes / 60);
  return join(unit(Math.floor(hours / 24), 'day'), hours % 24, (n) => unit(n, 'hour'));
}

const join = (big: string, small: number, say: (n: number) => string) =>
  small ? `${big} ${say(small)}` : big;

/** How long ago, short: "1m", "12h", "3d", then a date. A clock that runs ahead counts as now. */
export function shortAgo(when: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - when.getTime()) / MINUTE));
  if (minutes < 60) return shortDuration(Math.max(1, minutes));
  if (minutes < 24 * 60) return shortDuration(Math.floor(minutes / 60) * 60);
  if (minutes < 7 * 24 * 60) return shortDuration(Math.floor(minutes / (24 * 60)) * 24 * 60);
  const sameYear = when.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(language(), {
    day: 'numeric',
    month: 'short',
    ...(!sameYear && { year: 'numeric' }),
  }).format(when);
}

/** How long ago, as part of a sentence: "5m ago", "2d ago", then a date. */
export function ago(when: Date, now: Date): string {
  const minutes = Math.max(1, Math.floor((now.getTime() - when.getTime()) / MINUTE));
  if (minutes >= 7 * 24 * 60) return shortAgo(when, now);
  const say = new Intl.RelativeTimeFormat(language(), { style: 'narrow', numeric: 'always' });
  if (minutes < 60) return say.format(-minutes, 'minute');
  if (minutes < 24 * 60) return say.format(-Math.floor(minutes / 60), 'hour');
  return say.format(-Math.floor(minutes / (24 * 60)), 'day');
}

/** Day and time in full, for tooltips and for the ear. */
export function fullTime(when: Date): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'full', timeStyle: 'short' }).format(when);
}

/** A moment ahead, as short as it stays clear: "18:00" today, "Tue 09:00" within a week, else with its date. */
export function shortTime(when: Date, now: Date): string {
  const days = (when.getTime() - now.getTime()) / (24 * 60 * MINUTE);
  const today = when.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(language(), {
    ...(!today && (days < 6 && days > 0 ? { weekday: 'short' } : { day: 'numeric', month: 'short' })),
    hour: 'numeric',
    minute: '2-digit',
  }).format(when);
}

/** The day of a message, for the line between days: "Today", "Yesterday", then a date. */
export function dayName(when: Date, now: Date): string {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(when)) / (24 * 60 * MINUTE));
  if (days === 0 || days === 1) {
    const name = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(-days, 'day');
    return name.charAt(0).toLocaleUpperCase(language()) + name.slice(1);
  }
  const sameYear = when.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(language(), {
    weekday: days < 7 ? 'long' : 'short',
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  }).format(when);
}

/** 10000 → "10,000" in the reader's way. */
export function number(n: number): string {
  return new Intl.NumberFormat(language()).format(n);
}

/** A count of conversations, exact to 1,000 and "1,000+" beyond (the server says 1,001 for more). */
export const countText = (n: number): string => (n > 1_000 ? `${number(1_000)}+` : number(n));

/** Bytes as people say them: 1 536 000 → "1.5 MB". */
export function fileSize(bytes: number): string {
  const [n, unit] =
    bytes < 1e3
      ? [bytes, 'byte']
      : bytes < 1e6
        ? [bytes / 1e3, 'kilobyte']
        : bytes < 1e9
          ? [bytes / 1e6, 'megabyte']
          : [bytes / 1e9, 'gigabyte'];
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(n as number);
}
