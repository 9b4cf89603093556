import { language } from '../../../ui/words.ts';

/** The reader's own zone, as its name. */
export const myZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone as people say it at that time: "CET", "GMT+1". */
export const zoneName = (at: Date, timeZone = myZone()): string =>
  new Intl.DateTimeFormat(language(), { timeZone, timeZoneName: 'short' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
