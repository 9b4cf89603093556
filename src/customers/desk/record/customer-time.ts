import { language } from '../../../ui/words.ts';

/** What time it is in a zone, with its town: "15:42, Lisbon". Null for a zone this browser does not know. */
export function timeThere(zone: string, now: Date): string | null {
  try {
    const time = new Intl.DateTimeFormat(language(), {
      hour: 'numeric',
      minute: '2-digit',
      timeZone: zone,
    }).format(now);
    return `${time}, ${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')}`;
  } catch {
    return null;
  }
}

/** A month and its year: "March 2023". */
export const monthOf = (when: Date): string =>
  new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric' }).format(when);
