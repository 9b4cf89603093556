/** A body as lines that know what they are: the common ground of plain text and HTML. */
export type Line = {
  /** Without quote marks. */
  text: string;
  /** How deep it is quoted: 0 is the writer's own. */
  depth: number;
  /** Inside an element that the mail program itself names as signature. */
  signature?: boolean;
  /** Set on the first line of a block that a mail program's own mark declares: history, a forwarded mail, or "X wrote". */
  mark?: 'history' | 'forward' | 'attribution';
};

// Quote marks: '>' in any number, with or without spaces between; at most three spaces of indentation.
const quoteMarks = /^ {0,3}(?:> ?){1,100}/;

/** Stands before the address of a link that showed other words: part of the text, not of what was written. */
export const linkMark = '\u2063';

/** One line of text with its quote marks counted and taken off. `>From` is an mbox escape, not a quotation. */
export function lineOf(raw: string): Line {
  const initials = /^ {0,6}[A-Z][A-Za-z]{1,2}> /.exec(raw)?.[0];
  // Supercite of Emacs puts initials before the mark.
  if (initials) return { text: raw.slice(initials.length).trimEnd(), depth: 1 };
  const marks = raw.includes('>') && !raw.startsWith('>From ') ? quoteMarks.exec(raw)?.[0] : undefined;
  // The space is what tells a signature's delimiter from a dash.
  if (!marks) return { text: raw === '-- ' ? raw : raw.trimEnd(), depth: 0 };
  let depth = 0;
  for (const char of marks) if (char === '>') depth++;
  return { text: raw.slice(marks.length).trimEnd(), depth };
}

/** Plain text to lines. */
export function linesOfText(text: string): Line[] {
  return text.split('\n').map(lineOf);
}

/** Lines back to text, quotation marked by '>', at most one blank line in a row. */
export function textOfLines(lines: Line[]): string {
  const out: string[] = [];
  let blank = true;
  for (const line of lines) {
    if (line.text.trim() === '') {
      if (!blank) out.push('');
      blank = true;
    } else {
      out.push(line.depth > 0 ? `${'>'.repeat(Math.min(line.depth, 20))} ${line.text}` : line.text);
      blank = false;
    }
  }
  return out.join('\n').trim();
}

/** Words for comparing two renderings of one text: letters and digits only, links in brackets left out. */
export function wordsOf(text: string): string[] {
  return (
    text
      .replace(/<(?:https?:|mailto:)[^<>\s]{1,2000}>|\[(?:cid|image):[^\]]{0,300}\]/gi, ' ')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
