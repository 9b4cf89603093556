import { attributionAt, looseAttribution } from './attribution.ts';
import { headerBlockAt, isRule, notesBlockAt, separatorAt } from './header-block.ts';
import { limits } from './limits.ts';
import { type Line, textOfLines } from './lines.ts';
import { replyAbove } from './phrases.ts';
import { signatureStart } from './signature.ts';

/**
 * The writer's own words apart from quotation and signature. Whatever is not surely old text stays:
 * a line too many is a nuisance, a word too few is a lost message.
 */
export type Split = {
  reply: string;
  quoted: string;
  /** True where a mail program's own mark or an unmistakable shape decided. */
  sure: boolean;
  /** Index of the line where a forwarded mail begins, or null. Nothing from there on is cut. */
  forwardAt: number | null;
};

type Fate = 'own' | 'old' | 'signature';

/** What begins at a line and is not the writer's. `until` is exclusive; `openEnded` old text has no end of its own. */
type Old = { until: number; openEnded: boolean; sure: boolean };

/**
 * Splits a body. `forwarding` says that the subject calls this mail a forward, `answering` that the mail
 * answers another: without either, a lone '>' before a line or two may be the writer's own.
 */
export function splitReply(
  lines: Line[],
  { forwarding, answering }: { forwarding: boolean; answering: boolean },
): Split {
  const searched = Math.min(lines.length, limits.lines);
  const fate: Fate[] = new Array(lines.length).fill('own');
  let sure = false;
  let forwardAt: number | null = null;
  let ownWords = false;
  for (let i = 0; i < searched; ) {
    const line = lines[i] as Line;
    const blank = line.text.trim() === '';
    if (blank && !line.mark) {
      i++;
      continue;
    }
    if (startsForward(lines, i, forwarding)) {
      forwardAt = i;
      break;
    }
    if (line.depth === 0 && replyAbove.test(line.text) && line.text.length < 200) {
      // A ticket system's line: below it is its own old mail, if anything was written above.
      fill(fate, i, ownWords ? lines.length : i + 1, 'old');
      sure = true;
      if (ownWords) break;
      i++;
      continue;
    }
    const old = oldAt(lines, i);
    if (!old || (line.depth === 1 && !answering && old.until - i <= 2)) {
      if (!blank) ownWords = true;
      i = Math.max(i + 1, line.depth > 0 ? (old?.until ?? 0) : 0);
      continue;
    }
    if (old.openEnded) {
      if (!ownWords && !quotedBelow(lines, old.until)) {
        // Nothing above: the answer may be below or inside, unmarked. Keep all.
        fill(fate, i, i, 'old');
        return whole(lines, forwardAt);
      }
      cutOpenEnded(lines, fate, i, old.until);
      sure = sure || old.sure;
      break;
    }
    fill(fate, i, old.until, 'old');
    sure = sure || old.sure;
    i = old.until;
  }
  joinWrapped(lines, fate);
  if (forwardAt === null) markSignatures(lines, fate);
  else if (forwardAt > 0) markSignatures(lines, fate, forwardAt);
  const reply = textOfLines(lines.filter((_, i) => fate[i] === 'own'));
  const quoted = textOfLines(lines.filter((_, i) => fate[i] === 'old'));
  return { reply, quoted, sure, forwardAt };
}

function whole(lines: Line[], forwardAt: number | null): Split {
  return { reply: textOfLines(lines), quoted: '', sure: false, forwardAt };
}

function fill(fate: Fate[], from: number, to: number, value: Fate): void {
  for (let i = from; i < to && i < fate.length; i++) fate[i] = value;
}

function startsForward(lines: Line[], at: number, forwarding: boolean): boolean {
  const line = lines[at] as Line;
  if (line.mark === 'forward' || separatorAt(line.text) === 'forward') return true;
  if (!forwarding) return false;
  if (line.mark === 'history' || (line.depth > 0 && !attributionAt(lines, at))) return true;
  if (separatorAt(line.text) === 'reply') return true;
  return oldHeaders(lines, at) !== null;
}

/** Index after a header block at `at`, one rule or separator above it allowed. */
function oldHeaders(lines: Line[], at: number): { until: number; sure: boolean } | null {
  const line = lines[at] as Line;
  if (separatorAt(line.text) === 'reply') {
    const next = nextText(lines, at + 1);
    const block =
      next < lines.length ? (headerBlockAt(lines, next, true) ?? notesBlockAt(lines, next)) : null;
    return { until: block ? block.end + 1 : at + 1, sure: true };
  }
  if (isRule(line.text)) {
    const next = nextText(lines, at + 1);
    const block =
      next < lines.length && next <= at + 4
        ? (headerBlockAt(lines, next, true) ?? notesBlockAt(lines, next))
        : null;
    return block && block.labels.length > 1 ? { until: block.end + 1, sure: true } : null;
  }
  const block = headerBlockAt(lines, at) ?? notesBlockAt(lines, at);
  return block ? { until: block.end + 1, sure: true } : null;
}

function oldAt(lines: Line[], at: number): Old | null {
  const line = lines[at] as Line;
  if (line.mark === 'history' && headersFollow(lines, at))
    return { until: historyEnd(lines, at), openEnded: true, sure: true };
  // GroupWise: ">>> Jane Roe 02/03/09 16:45 >>>", and the old mail follows without marks.
  if (line.depth === 3 && /\d.{0,40}>>>$/.test(line.text))
    return { until: at + 1, openEnded: true, sure: true };
  if (line.depth > 0) return { until: quoteEnd(lines, at), openEnded: false, sure: true };
  const headers = oldHeaders(lines, at);
  if (headers) return { until: headers.until, openEnded: true, sure: headers.sure };
  const attribution = attributionAt(lines, at);
  const end = attribution?.end ?? (looseAttribution(line.text) || line.mark === 'attribution' ? at : null);
  if (end === null) return null;
  const next = nextText(lines, end + 1);
  if (next < lines.length && (lines[next] as Line).depth > 0)
    return { until: quoteEnd(lines, next), openEnded: false, sure: true };
  if (!attribution?.sure) return null;
  // The quotation follows without marks, or as a header block of its own.
  return { until: end + 1, openEnded: true, sure: true };
}

/** The same border adorns some signatures: what follows must at least look like a label or a rule. */
function headersFollow(lines: Line[], at: number): boolean {
  const next = lines[nextText(lines, at)];
  return (
    next !== undefined &&
    (/^[^:：]{1,40}[:：]/.test(next.text) || isRule(next.text) || separatorAt(next.text) !== null)
  );
}

function historyEnd(lines: Line[], at: number): number {
  const next = nextText(lines, at);
  const headers = next < lines.length ? (oldHeaders(lines, next) ?? null) : null;
  return headers?.until ?? at;
}

function nextText(lines: Line[], from: number): number {
  let i = from;
  while (i < lines.length && (lines[i] as Line).text.trim() === '') i++;
  return i;
}

/** End of a run of quoted lines; blank lines belong to it only between quoted ones. */
function quoteEnd(lines: Line[], at: number): number {
  let end = at;
  for (let i = at; i < lines.length; i++) {
    const line = lines[i] as Line;
    if (line.depth > 0) end = i + 1;
    else if (line.text.trim() !== '') break;
  }
  return end;
}

function quotedBelow(lines: Line[], from: number): boolean {
  const next = nextText(lines, from);
  return next < lines.length && (lines[next] as Line).depth > 0;
}

/**
 * Old text without an end of its own goes to the end of the mail, unless its body is quoted by marks: then
 * what is not marked further down is an answer again.
 */
function cutOpenEnded(lines: Line[], fate: Fate[], from: number, bodyFrom: number): void {
  if (!quotedBelow(lines, bodyFrom)) {
    fill(fate, from, lines.length, 'old');
    return;
  }
  fill(fate, from, bodyFrom, 'old');
  for (let i = bodyFrom; i < lines.length; i++) {
    const line = lines[i] as Line;
    if (line.depth > 0 || line.text.trim() === '') fate[i] = line.depth > 0 ? 'old' : 'own';
    else {
      const old = oldAt(lines, i);
      if (!old) continue;
      if (old.openEnded && !quotedBelow(lines, old.until)) {
        fill(fate, i, lines.length, 'old');
        return;
      }
      fill(fate, i, old.until, 'old');
      i = old.until - 1;
    }
  }
}

/** A quoted line that a gateway wrapped loses its mark on the second half: "> … long line\nend of it\n> next". */
function joinWrapped(lines: Line[], fate: Fate[]): void {
  for (let i = 1; i + 1 < lines.length; i++) {
    const [before, line, after] = [lines[i - 1] as Line, lines[i] as Line, lines[i + 1] as Line];
    if (fate[i] !== 'own' || before.depth === 0 || after.depth === 0 || line.text.trim() === '') continue;
    const cut = before.text.length >= 60 && !/[.!?:;)]$/.test(before.text);
    if (cut && line.text.length < 30 && /^[\p{Ll}\p{N}(]/u.test(line.text) && after.text !== '')
      fate[i] = 'old';
  }
}

/** Signatures are looked for in each stretch of the writer's own lines between quotations. */
function markSignatures(lines: Line[], fate: Fate[], until: number = lines.length): void {
  for (let i = 0; i < until; ) {
    if (fate[i] !== 'own') {
      i++;
      continue;
    }
    let end = i;
    while (end < until && fate[end] === 'own') end++;
    fill(fate, signatureStart(lines, i, end), end, 'signature');
    i = end;
  }
}
