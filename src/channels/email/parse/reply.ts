import { attributionAt } from './attribution.ts';
import type { Body } from './body.ts';
import { type Line, linesOfText, linkMark, textOfLines, wordsOf } from './lines.ts';
import { forwardPrefix } from './phrases.ts';
import { type Split, splitReply } from './quotation.ts';

/**
 * The reply of a whole mail. HTML knows best what is old, plain text knows best how it was written: the cut is
 * decided on the HTML and then looked up in the text part, so that both agree wherever they can.
 */
export type Reply = { reply: string; quoted: string; lines: Line[]; forwardAt: number | null };

/** `answering`: the headers say that this mail answers another. */
export function readReply(body: Body, subject: string, answering: boolean): Reply {
  const found = splitBody(body, subject, answering);
  if (found.reply !== '' || found.quoted === '' || body.attachments.length > 0) return found;
  const first = found.lines.findIndex((line) => line.text.trim() !== '');
  if (attributionAt(found.lines, first)) return found;
  // All of it quoted, nobody named above it and no file sent: somebody may have written inside the quotation.
  return { ...found, reply: textOfLines(found.lines).replaceAll(linkMark, ''), quoted: '' };
}

function splitBody(body: Body, subject: string, answering: boolean): Reply {
  const forwarding = forwardPrefix.test(subject);
  const plainLines = body.plain ?? (body.rich ? null : linesOfText(body.text));
  const plain = plainLines ? splitReply(plainLines, { forwarding, answering }) : null;
  const rich = body.rich ? splitReply(body.rich, { forwarding, answering: true }) : null;
  if (plain && plainLines && (!rich || !body.rich)) return result(plain, plainLines);
  if (!rich || !body.rich) return { reply: '', quoted: '', lines: [], forwardAt: null };
  if (!plain || !plainLines) return result(rich, body.rich);
  const wanted = wordsOf(rich.reply);
  const got = wordsOf(plain.reply);
  if (same(wanted, got) || (plain.forwardAt !== null && rich.forwardAt !== null))
    return result(plain, plainLines);
  if (!rich.sure && plain.sure) return result(plain, plainLines);
  const aligned = cutLike(plainLines, wanted);
  if (aligned !== null) return { ...result(rich, plainLines), reply: aligned, forwardAt: plain.forwardAt };
  // They disagree about more than where to cut: the one that surely found its end wins, then the longer one.
  if (rich.sure || wanted.length >= got.length) return result(rich, body.rich);
  return result(plain, plainLines);
}

function result(split: Split, lines: Line[]): Reply {
  const reply = split.reply.includes(linkMark) ? withoutLinks(split.reply) : split.reply;
  return { reply, quoted: split.quoted.replaceAll(linkMark, ''), lines, forwardAt: split.forwardAt };
}

/** Addresses behind links are not the writer's words; they stay in the text of the whole mail. */
function withoutLinks(text: string): string {
  return text.replace(new RegExp(` ?${linkMark}<[^<>]{1,1100}>`, 'g'), '').replaceAll(linkMark, '');
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
