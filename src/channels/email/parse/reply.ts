import type { Body } from './body.ts';
import { type Line, linesOfText, textOfLines, wordsOf } from './lines.ts';
import { forwardPrefix } from './phrases.ts';
import { type Split, splitReply } from './quotation.ts';

/**
 * The reply of a whole mail. HTML knows best what is old, plain text knows best how it was written: the cut is
 * decided on the HTML and then looked up in the text part, so that both agree wherever they can.
 */
export type Reply = { reply: string; quoted: string; lines: Line[]; forwardAt: number | null };

export function readReply(body: Body, subject: string): Reply {
  const forwarding = forwardPrefix.test(subject);
  const plain = body.plain ? splitReply(body.plain, forwarding) : null;
  const rich = body.rich ? splitReply(body.rich, forwarding) : null;
  if (!rich || !body.rich)
    return result(plain ?? splitReply(linesOfText(body.text), forwarding), body.plain ?? []);
  if (!plain || !body.plain) return result(rich, body.rich);
  const wanted = wordsOf(rich.reply);
  const got = wordsOf(plain.reply);
  if (same(wanted, got) || (plain.forwardAt !== null && rich.forwardAt !== null))
    return result(plain, body.plain);
  if (!rich.sure && plain.sure) return result(plain, body.plain);
  const aligned = cutLike(body.plain, wanted);
  if (aligned !== null)
    return {
      reply: aligned,
      quoted: rich.quoted,
      lines: body.plain,
      forwardAt: plain.forwardAt ?? rich.forwardAt,
    };
  // They disagree about more than where to cut: the one that surely found its end wins, then the longer one.
  if (rich.sure || wanted.length >= got.length) return result(rich, body.rich);
  return result(plain, body.plain);
}

function result(split: Split, lines: Line[]): Reply {
  return { reply: split.reply, quoted: split.quoted, lines, forwardAt: split.forwardAt };
}

function same(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((word, i) => word === b[i]);
}

/** The first lines of the text that hold exactly these words in this order, or null. */
function cutLike(lines: Line[], words: string[]): string | null {
  if (words.length === 0) return null;
  let position = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line;
    for (const word of wordsOf(line.text)) {
      if (word !== words[position]) return null;
      position++;
    }
    if (position === words.length) return textOfLines(lines.slice(0, i + 1));
  }
  return null;
}
