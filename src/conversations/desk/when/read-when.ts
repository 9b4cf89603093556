import * as german from 'chrono-node/de';
import * as english from 'chrono-node/en';

/*
 * Times as people say them: "tomorrow 9", "friday afternoon", "in 2 hours", "nächsten Montag", "1. Dez 10:30".
 * chrono-node reads the words; here is what agents leave out. Everything is in the reader's own zone, so that
 * "tomorrow 9" is nine on their wall, summer time or not. Lazy: a page that asks for no time does not load it.
 */

/** A day without an hour means when one begins to work. */
const morning = 9;
/** "friday afternoon" and the like carry an hour of their own. */
const dayPart =
  /\b(morning|noon|midday|afternoon|evening|tonight|night|midnight)\b|(morgens|früh|vormittag|mittag|nachmittag|abend|nacht)/i;
const span = /\b(min|minutes?|mins?|h|hrs?|hours?|minuten?|std|stunden?)\b/i;

/** What is meant, or null if it is no time or is past. `language` is asked first. */
export function readWhen(words: string, now: Date, language: string): Date | null {
  const text = words.trim().slice(0, 100);
  if (!text) return null;
  const both = [inEnglish, inGerman];
  const readers = /^de\b/.test(language) ? both.toReversed() : both;
  const found = readers.flatMap((read) => read(text, now) ?? []);
  // Whoever understood more of it, understood it.
  const best = found.toSorted((a, b) => b.read - a.read)[0];
  if (!best) return null;
  const at = best.certain ? best.at : withHour(best.at, text, now);
  return at > now ? at : null;
}

type Found = { at: Date; read: number; certain: boolean };

function withHour(at: Date, text: string, now: Date): Date {
  if (dayPart.test(text) || span.test(text)) return at;
  const day = new Date(at);
  day.setHours(morning, 0, 0, 0);
  if (day <= now) day.setDate(day.getDate() + 1);
  return day;
}

/** A bare hour: "9", "9:30", "17h". The next one there is. */
function bareHour(text: string, now: Date): Found | undefined {
  const [, hour, minute = '0'] = /^(?:at |um )?(\d{1,2})(?:[:.](\d{2}))?(?: ?(?:h|uhr))?$/i.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const at = new Date(now);
  at.setHours(Number(hour), Number(minute), 0, 0);
  if (at <= now) at.setDate(at.getDate() + 1);
  return { at, read: text.length, certain: true };
}

function inEnglish(text: string, now: Date): Found | undefined {
  // "tomorrow 9" is nine o'clock, as "tomorrow at 9" is.
  const said = text.replace(/([a-z]) (\d{1,2})$/i, (whole, before: string, hour: string) =>
    /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? \d{1,2}$/i.test(text) ||
    Number(hour) > 23
      ? whole
      : `${before} at ${hour}`,
  );
  return bareHour(text, now) ?? firstOf(english.parse(said, now, { forwardDate: true }), said, text);
}

function inGerman(text: string, now: Date): Found | undefined {
  const year = now.getFullYear();
  const said = text
    .replace(
      /(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(früh|vormittag|mittag|nachmittag|abend)/i,
      '$1 $2',
    )
    .replace(/\b(heute|morgen|übermorgen) früh\b/i, '$1 8 Uhr')
    .replace(/\b(\d{1,2}\.\s?\d{1,2}\.)(?!\d)/, `$1${year}`)
    .replace(/([a-zäöü]) (\d{1,2})$/i, '$1 um $2');
  const found = firstOf(german.parse(said, now, { forwardDate: true }), said, text);
  // A day of this year that is over is next year's.
  if (found && found.at <= now && said.includes(String(year)) && !text.includes(String(year)))
    found.at.setFullYear(year + 1);
  return found;
}

type Parsed = ReturnType<typeof english.parse>;

function firstOf(parsed: Parsed, said: string, text: string): Found | undefined {
  const [first] = parsed;
  if (!first) return undefined;
  const certain = first.start.isCertain('hour') || span.test(first.text);
  // What stands beside it and was not understood makes it doubtful.
  return { at: first.start.date(), read: (first.text.length / said.length) * text.length, certain };
}
