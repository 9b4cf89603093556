import { decodeBytes } from './charset.ts';
import type { MailCalendar } from './mail.ts';
import type { Part } from './tree.ts';

/** The first event of a calendar part (RFC 5545, RFC 6047): enough to show "invitation, when, by whom". */
export function readCalendar(part: Part): MailCalendar | null {
  const text = decodeBytes(part.content.subarray(0, 512 * 1024), part.params.charset ?? 'utf-8').replace(
    /\r\n?/g,
    '\n',
  );
  if (!/BEGIN:VCALENDAR/i.test(text)) return null;
  const lines = text.replace(/\n[ \t]/g, '').split('\n');
  const fields = new Map<string, string>();
  let inEvent = false;
  for (const line of lines) {
    if (/^BEGIN:V(?:EVENT|TODO)/i.test(line)) inEvent = true;
    else if (/^END:V(?:EVENT|TODO)/i.test(line)) break;
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).split(';', 1)[0]?.toUpperCase() ?? '';
    if ((inEvent || name === 'METHOD') && !fields.has(name))
      fields.set(name, unescapeText(line.slice(colon + 1)));
  }
  const take = (name: string) => fields.get(name)?.trim() || null;
  return {
    method: part.params.method?.toUpperCase() ?? take('METHOD')?.toUpperCase() ?? null,
    summary: take('SUMMARY'),
    start: take('DTSTART'),
    end: take('DTEND'),
    organizer: take('ORGANIZER')?.replace(/^mailto:/i, '') ?? null,
    uid: take('UID'),
  };
}

function unescapeText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, char: string) => (/n/i.test(char) ? '\n' : char));
}
