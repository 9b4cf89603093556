import { type Label, type LabelKind, labelOf, labelsWithin } from './labels.ts';
import type { Line } from './lines.ts';
import { forwardedMessage, originalMessage } from './phrases.ts';

/** The headers of an old mail copied into the text: Outlook, Notes, phones, and every web mail in its language. */
export type HeaderBlock = { end: number; labels: Label[]; author: string | null };

const searched = 16;

/**
 * A block of header lines starting at `at`, or null. It must name a sender and a subject and a date or
 * receiver, or a sender with an address: "From: Berlin / To: Paris / Date: Friday" is a person's travel.
 * After a separator (`announced`) a sender and one more line are enough.
 */
export function headerBlockAt(lines: Line[], at: number, announced = false): HeaderBlock | null {
  const first = labelOf((lines[at] as Line).text);
  if (!first || first.kind === 'other') return null;
  const depth = (lines[at] as Line).depth;
  const labels: Label[] = [first];
  let end = at;
  let blanks = 0;
  let loose = 0;
  for (let i = at + 1; i < Math.min(lines.length, at + searched + loose); i++) {
    const line = lines[i] as Line;
    if (line.depth !== depth) break;
    if (line.text.trim() === '') {
      if (++blanks > 1) break;
      continue;
    }
    const label = labelOf(line.text);
    if (
      label &&
      !(
        labels.some((one) => one.kind === label.kind) &&
        label.kind !== 'other' &&
        label.kind !== 'cc' &&
        label.kind !== 'to'
      )
    ) {
      labels.push(label);
      end = i;
      blanks = 0;
    } else if (blanks === 0 && loose < 12 && !labels.some((one) => one.kind === 'subject')) {
      // Wrapped lists of receivers.
      loose++;
    } else break;
  }
  const has = (kind: LabelKind) => labels.some((one) => one.kind === kind);
  const from = labels.find((one) => one.kind === 'from');
  const named = from && (from.value.includes('@') || /\[mailto:|<[^<>]+>|\/\w+\/\w+/i.test(from.value));
  const enough = announced
    ? Boolean(from) && (labels.length >= 2 || Boolean(named))
    : Boolean(from) &&
      ((has('subject') && (has('date') || has('to'))) || (Boolean(named) && has('date') && has('to')));
  if (!enough || !from) return null;
  return { end, labels, author: from.value };
}

const notesDate = /\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b.{0,12}\b\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]m)?/i;

/**
 * Lotus Notes: "Jane Roe@ACME" / "12/01/2000 10:12 AM" / "To: …" / "cc: …" / "Subject: …", name and date on
 * one line or two, labels with or without colon and value on the next line.
 */
export function notesBlockAt(lines: Line[], at: number): HeaderBlock | null {
  const name = (lines[at] as Line).text.trim();
  if (name === '' || name.length > 200 || /[.!?]$/.test(name)) return null;
  let dated = notesDate.test(name) ? at : -1;
  for (let i = at + 1; dated < 0 && i <= at + 2 && i < lines.length; i++) {
    if (notesDate.test((lines[i] as Line).text) && (lines[i] as Line).text.trim().length < 60) dated = i;
    else if ((lines[i] as Line).text.trim() !== '' && !/^\s{0,8}sent by:/i.test((lines[i] as Line).text))
      break;
  }
  if (dated < 0) return null;
  let to = false;
  let seen = 0;
  for (let i = dated + 1; i < lines.length && seen < 9 && i < dated + 24; i++) {
    const text = (lines[i] as Line).text.trim();
    if (text === '') continue;
    seen++;
    if (/^(?:to|an|à|para|a|per|aan|cc|bcc)(?:\s{0,3}(?::|$)|\s{1,3}\S)|^please respond to\b/i.test(text))
      to = true;
    else if (
      to &&
      /^(?:subject|betreff|objet|thema|asunto|oggetto|onderwerp|assunto|fax to)(?:\s{0,3}(?::|$)|\s{1,3}\S)/i.test(
        text,
      )
    ) {
      const author = name
        .replace(/\s+on\s+\d.*$/i, '')
        .replace(notesDate, '')
        .trim();
      return {
        end: i,
        labels: [{ kind: 'subject', value: text.replace(/^\w+\s{0,3}:?\s{0,8}/, ''), name: 'subject' }],
        author,
      };
    } else if (!to) return null;
  }
  return null;
}

// A line of dashes (any kind) with words between, in at most 160 characters: pieces are cut by index, not by pattern.
const dash = /[-_=*~–—―‐─━+#]/;

/** Lowercase as the phrase lists are written: a Turkish capital İ becomes a plain i. */
function lower(text: string): string {
  return text.toLowerCase().replaceAll('i\u0307', 'i');
}

/** What stands between the dashes of a separator line, lowercase, or null when it is none. */
function between(text: string): string | null {
  const line = text.trim();
  if (line.length < 6 || line.length > 200) return null;
  let start = 0;
  while (start < line.length && (dash.test(line[start] as string) || line[start] === ' ')) start++;
  let end = line.length;
  while (end > start && (dash.test(line[end - 1] as string) || line[end - 1] === ' ')) end--;
  if (start < 2 || end <= start) return null;
  return lower(line.slice(start, end))
    .replace(/\s+/g, ' ')
    .replace(/[:：]$/, '')
    .trim();
}

/**
 * Separator and headers on one line, as Yahoo and Samsung send their plain text:
 * "----- Forwarded Message ----- From: Jane <j@x.example>To: …Subject: …". Null where it is none.
 */
export function flattenedAt(text: string): { kind: 'reply' | 'forward'; labels: Label[] } | null {
  const parts = /^\s{0,8}-{3,20}\s{0,3}([^-:：]{4,60}?)\s{0,3}-{3,20}\s{0,3}(\S.{10,4000})$/.exec(text);
  if (!parts) return null;
  const phrase = lower(parts[1] as string).trim();
  const kind = forwardedMessage.includes(phrase)
    ? 'forward'
    : originalMessage.includes(phrase)
      ? 'reply'
      : null;
  const labels = kind ? labelsWithin(parts[2] as string) : [];
  return kind && labels[0]?.kind === 'from' && labels.length >= 2 ? { kind, labels } : null;
}

/** `reply`: an old mail follows; `forward`: a forwarded one; null: an ordinary line. */
export function separatorAt(text: string): 'reply' | 'forward' | null {
  const flattened = text.length > 40 && text.includes('---') ? flattenedAt(text) : null;
  if (flattened) return flattened.kind;
  const inner = between(text);
  if (inner !== null) {
    if (originalMessage.includes(inner)) return 'reply';
    if (
      forwardedMessage.some(
        (phrase) => inner === phrase || (inner.startsWith(`${phrase} `) && inner.length < 160),
      )
    )
      return 'forward';
    if (/^(?:forwarded|weitergeleitet|transféré|reenviado|inoltrato) (?:by|von|par|por|da) /.test(inner))
      return 'forward';
    if (/^(?:original message|ursprüngliche nachricht) (?:from|von|follows)/.test(inner)) return 'reply';
    // Android's mail program: "---- Jane Roe wrote ----".
    if (
      /^.{2,80} (?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|написал\(а\)|пишет)$/.test(
        inner,
      )
    )
      return 'reply';
  }
  const plain = text
    .replace(/[\u200e\u200f]/g, '')
    .trim()
    .toLowerCase();
  if (plain.length > 70 || !/[:：.]$/.test(plain)) return null;
  const words = plain.replace(/\s{0,3}[:：.]$/, '');
  // Apple Mail: "Begin forwarded message:" without dashes.
  if (
    /^(?:begin|start|anfang|beginn|début|inicio|inizio|inizia|início|påbegynder|začátek|początek|начало|开始|開始|以下|bắt|תחילת|بداية|începutul|începe|početak)/.test(
      words,
    ) &&
    forwardedMessage.includes(words)
  )
    return 'forward';
  if (
    /^(?:vidarebefordrat brev|välitetty viesti alkaa|továbbított üzenet kezdete|전달된 메시지 시작|転送されたメッセージ|iletilmiş ileti başlangıcı|προωθημένο μήνυμα αρχίζει)$/.test(
      words,
    )
  )
    return 'forward';
  return null;
}

/** A rule drawn of underscores or dashes, as Outlook on the web and on phones puts above the headers. */
export function isRule(text: string): boolean {
  const line = text.trim();
  return line.length >= 5 && /^(?:_{5,}|-{5,}|={5,}|\*{5,}|─{5,}|━{5,})$/.test(line);
}
