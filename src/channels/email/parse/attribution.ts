import type { Line } from './lines.ts';
import { openers, wrote } from './phrases.ts';

/**
 * "On …, X wrote:" in any language, on one line or wrapped over several. `sure` means it can be trusted even
 * where no quoted line follows (Outlook and Apple Mail on the phone leave the quote marks out).
 */
export type Attribution = { end: number; sure: boolean };

const longest = 420;
const mostLines = 6;

const address = /[^\s<>()[\]"'“”:;,]{1,80}@[^\s<>()[\]"'“”:;,]{2,120}/;
const time = /\b\d{1,2}\s?[:.h]\s?\d{2}\b|\d{1,2}時|[上下]午\s?\d|오[전후]\s?\d/i;
const date =
  /\b(?:19|20)\d\d\b|\d{4}\s?[年년]|\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}\b|\d{1,2}月\d{1,2}日|\b\d{1,2}\.? \p{L}{3,12}\.?,? (?:\d{4}|\d{2})\b/iu;
const weekday = /\b(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b/i;
const self = /\b(?:I|we|ich|wir|je|yo|io|ik) \p{L}{3,12}/u;
const bidi = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const ending = /[:：]\s{0,3}[*_]?$/;
/** The end of an attribution whose address was wrapped before its '>', which then looks like a quote mark. */
const wrappedEnd = /^[^\s>]{0,30}\s?.{0,30}[:：]$/;
/** "Jane Roe <jane@example.com> wrote:" and nothing else: no person types that. */
const nameAndAddress = /^[^:：.!?]{0,80}<[^<>\s@]{1,64}@[^<>\s]{1,120}>,? [\p{L} ()]{3,24}[:：]$/u;

const signedOn =
  /^.{3,80} (?:schrieb am|wrote on|a écrit le|escribió el|ha scritto il|schreef op|skrev den|escreveu em) (?:\p{L}{2,12}[.,]{0,2} )?\d/iu;
/** Yahoo's app puts the first words of the old mail behind its attribution, on the same line. */
const runsOn =
  /^.{10,300}[>)] ?(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał\(a\)|yazdı|написал\(а\)|пишет)\s{0,2}:\s{1,8}\S/i;

const verbs = new RegExp(
  `(?:^|[\\s,>)\\]"”’'*님이에サん])(?:${wrote.map((word) => word.replace(/[()]/g, '\\$&')).join('|')})(?=$|[\\s:：,(/])`,
  'iu',
);
const asianVerb = /(?:写道|写到|寫道|寫到|작성|쓰다|書きました|のメール)/u;
const endsInVerb = new RegExp(
  `(?:${wrote.map((word) => word.replace(/[()]/g, '\\$&')).join('|')})(?:/\\p{L}{1,5})?(?:\\s{0,2}\\([^()]{0,60}\\))?\\s{0,3}[:：]\\s{0,3}[*_]?$`,
  'iu',
);
const opening = new RegExp(
  `^(?:${openers.map((word) => word.replaceAll('.', '\\.')).join('|')})(?=\\s|\\d|$)`,
  'iu',
);
const openingMark = /^(?:["“'<‹«*-]|\d{1,4}[./\s年년-]|\p{L}{2,10}\.?,? \d{1,2}|在|于|於|在 )/u;

/** First digits of the decimal systems that mail programs write dates in: Arabic, Persian, Hindi, Bengali, Thai, wide. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = zeros.find((first) => code >= first && code < first + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

function clean(text: string): string {
  return asciiDigits(text)
    .replace(bidi, '')
    .replace(/،/g, ',')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function begins(first: string): boolean {
  return opening.test(first) || openingMark.test(first) || address.test(first);
}

/** Cheap look ahead: without a colon there is nothing to examine. */
function colonNear(lines: Line[], at: number): boolean {
  for (let i = at; i < Math.min(lines.length, at + mostLines); i++) {
    const { text } = lines[i] as Line;
    if (text.includes(':') || text.includes('：')) return true;
    if (text.trim() === '') return false;
  }
  return false;
}

/** The attribution starting at line `at` (not blank, same quote depth throughout), or null. */
export function attributionAt(lines: Line[], at: number): Attribution | null {
  if (!colonNear(lines, at)) return null;
  const start = lines[at] as Line;
  const first = clean(start.text);
  if (first.length < 4 || first.length > longest) return null;
  const allowed = begins(first);
  let joined = '';
  for (let i = at; i < Math.min(lines.length, at + mostLines); i++) {
    const line = lines[i] as Line;
    let text = clean(line.text);
    if (line.depth !== start.depth) {
      if (line.depth !== start.depth + 1 || !openAddress(joined) || !wrappedEnd.test(text)) break;
      text = `>${text}`;
    }
    if (text === '') break;
    joined = joined === '' ? text : `${joined} ${text}`;
    if (joined.length > longest) break;
    if (
      allowed &&
      i <= at + 2 &&
      runsOn.test(joined) &&
      address.test(joined) &&
      date.test(joined) &&
      time.test(joined)
    )
      return { end: i, sure: true };
    if (!ending.test(joined)) {
      // Zoho and some phones leave the colon out; date, time, address and verb are proof without it.
      if (allowed && saidWithoutColon(joined) && blankAt(lines, i + 1)) return { end: i, sure: true };
      // Only the first lines of a wrapped attribution may lack proof; plain prose never begins like one.
      if (!allowed) break;
      continue;
    }
    const found = judge(joined, allowed, i === at);
    if (found !== null && i > at && beginsBelow(lines, at, i)) return null;
    if (found !== null) return { end: i, sure: found };
    // A colon that ends an ordinary sentence ends the search too.
    if (i > at || !address.test(joined)) break;
  }
  return null;
}

const weakVerb = /(?:said|says|sagte|sagt|a dit|dijo|ha detto|disse|sanoi)\s{0,3}[:：]\s{0,3}[*_]?$/i;
const pronoun =
  /(?:^|\s)(?:I|he|she|you|they|we|it|who|ich|er|sie|du|wir|ihr|je|tu|il|elle|vous|nous|ils|io|lui|lei|yo|él|ella|usted|ik|hij|zij|jij|u)\s(?:\p{L}{1,8}\s){0,2}\p{L}{2,12}\s{0,3}[:：]/iu;

/** "Jane van der Roe wrote:": names, their small particles, a nickname, the verb. */
function namedOnly(text: string): boolean {
  if (!/\p{Lu}|\p{Ll}/u.test(text)) return true;
  const words = text.replace(/^[^\p{L}]{1,10}|[:：\s*_]{1,6}$/gu, '').split(' ');
  if (pronoun.test(text)) return false;
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  return (
    words.length <= 8 && (small <= 2 || (small <= 4 && /\b(?:van|von|de|der|den|di|da|via|af)\b/.test(text)))
  );
}

/** Whether an address was opened and not closed yet: "Jane <jane@example.com". */
function openAddress(text: string): boolean {
  return /<\s?(?:mailto:)?[^<>]{0,120}@[^<>\s]{1,120}$/i.test(text);
}

function blankAt(lines: Line[], at: number): boolean {
  return at >= lines.length || (lines[at] as Line).text.trim() === '' || (lines[at] as Line).depth > 0;
}

function saidWithoutColon(text: string): boolean {
  return (
    text.length < 220 &&
    address.test(text) &&
    date.test(text) &&
    time.test(text) &&
    endsInVerb.test(`${text}:`) &&
    !self.test(text)
  );
}

/** "Il est cassé" above "Le 3 mars 2026, 10:11, Jane a écrit :" is the writer's, though it begins like an attribution. */
function beginsBelow(lines: Line[], at: number, end: number): boolean {
  const first = clean((lines[at] as Line).text);
  if (/\d/.test(first) || weekday.test(first) || address.test(first)) return false;
  for (let i = at + 1; i <= end; i++) {
    const text = clean((lines[i] as Line).text);
    if ((opening.test(text) || openingMark.test(text)) && date.test(text)) return true;
  }
  return false;
}

/** True: sure; false: an attribution if quoted text follows; null: none. */
function judge(text: string, begun: boolean, oneLine: boolean): boolean | null {
  const hasAddress = address.test(text);
  const hasDate = date.test(text);
  const hasTime = time.test(text);
  const atEnd = endsInVerb.test(text);
  const hasVerb = atEnd || verbs.test(text) || asianVerb.test(text);
  if (hasAddress && hasDate && (hasTime || hasVerb) && begun) return true;
  if (oneLine && atEnd && nameAndAddress.test(text)) return true;
  if (hasAddress && atEnd) return begun && (hasTime || hasDate) ? true : oneLine || begun ? false : null;
  if (hasVerb && begun && text.length < 300 && (hasDate || hasTime || weekday.test(text))) {
    // "On Monday at 10:00 I wrote to you:" is the writer's own sentence unless a quotation follows.
    return hasDate && (atEnd || hasTime) && !self.test(text);
  }
  if (hasAddress) return false;
  // Notes: "Jane Roe/ACME schrieb am 03.03.2026 10:11:12:".
  if (hasDate && hasTime && text.length < 160 && signedOn.test(text)) return true;
  if (/^--- .{1,200}(?:wrote|schrieb|escribió|ha scritto|a écrit)\s?:$/i.test(text)) return true;
  if ((atEnd || hasVerb) && text.length < 160) {
    // Without date or address: "Once upon a time, Jane wrote:" is one, "as the manual says:" and "you wrote:" are not.
    const byVerb = atEnd && !weakVerb.test(text) && !pronoun.test(text) && text.length < 90;
    return hasDate || hasTime || weekday.test(text) || byVerb || namedOnly(text) ? false : null;
  }
  if (/^(?:quoting|zitat von|citando|citat|citeren|lainaus|cytowanie|citace|selon) /i.test(text))
    return false;
  return null;
}

/** Gmail of old and some phones: "2011/3/1 Bob <bob@example.com>", no colon; needs a quotation right after. */
export function looseAttribution(text: string): boolean {
  if (!text.includes('@')) return false;
  const line = clean(text);
  if (line.length > 200) return false;
  if (/^\d{4}[/-]\d{1,2}[/-]\d{1,2}\b/.test(line) && /<[^<>\s]+@[^<>\s]+>:?$/.test(line)) return true;
  return date.test(line) && time.test(line) && /[<(][^<>()\s]+@[^<>()\s]+[>)]$/.test(line);
}
