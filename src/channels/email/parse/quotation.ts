import { limits } from './limits.ts';
import { type Line, textOfLines } from './lines.ts';
import { oldAt, quotedBelow, startsForward } from './old-text.ts';
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
    if (!old || (line.depth === 1 && !answering && old.until - i <= 2) || runsOn(lines, fate, i, old.until)) {
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

/** "Settings > Account" broken before its '>': one marked line that goes on in the middle of the writer's sentence. */
function runsOn(lines: Line[], fate: Fate[], at: number, until: number): boolean {
  const [above, line] = [lines[at - 1], lines[at] as Line];
  return (
    until === at + 1 &&
    line.depth === 1 &&
    above !== undefined &&
    above.depth === 0 &&
    (lines[at - 2]?.depth ?? 0) === 0 &&
    fate[at - 1] === 'own' &&
    /[\p{L}\p{N},]$/u.test(above.text) &&
    /^\p{Ll}/u.test(line.text) &&
    (lines[at + 1]?.text.trim() ?? '') === ''
  );
}

function whole(lines: Line[], forwardAt: number | null): Split {
  return { reply: textOfLines(lines), quoted: '', sure: false, forwardAt };
}

function fill(fate: Fate[], from: number, to: number, value: Fate): void {
  for (let i = from; i < to && i < fate.length; i++) fate[i] = value;
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
    // A program breaks a line only where the next word would not have fitted.
    const word = /^\S{1,60}/.exec(line.text)?.[0] ?? '';
    const full = before.text.length + 2 * before.depth + word.length > 66 && !/[.!?:;)]$/.test(before.text);
    if (full && line.text.length < 50 && /^[\p{Ll}\p{N}(]/u.test(line.text)) fate[i] = 'old';
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
