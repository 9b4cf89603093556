import { Parser } from 'htmlparser2';
import { markOf } from './html-marks.ts';
import { limits } from './limits.ts';
import { type Line, lineOf, linkMark } from './lines.ts';

/**
 * HTML to lines, each knowing whether it is quoted or a signature. One pass over the tokens of htmlparser2,
 * no tree, no recursion: a megabyte of nested tags costs what a megabyte of text costs.
 */

const block = new Set(
  'address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody tfoot thead tr ul o:p'.split(
    ' ',
  ),
);
block.delete('o:p');
const spaced = new Set('p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre table'.split(' '));
const silent = new Set('style script title noscript template object svg math textarea select'.split(' '));
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** Beyond this depth nothing is an honest mail: the rest is only stripped of its tags. */
const deepest = 1500;
const piece = 16 * 1024;

type Open = {
  tag: string;
  quote: boolean;
  signature: boolean;
  hidden: boolean;
  pre: boolean;
  href: string | null;
  line: number;
  from: number;
  item: number;
};

export function linesOfHtml(html: string): Line[] {
  const writer = new LineWriter();
  const source = withoutOpenComment(html.length > limits.html ? html.slice(0, limits.html) : html);
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => writer.open(tag, attributes),
      onclosetag: (tag) => writer.close(tag),
      ontext: (text) => writer.text(text),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  let at = 0;
  for (; at < source.length && writer.depth < deepest; at += piece)
    parser.write(source.slice(at, at + piece));
  if (at < source.length) writer.text(source.slice(at).replace(/<[^<>]{0,2000}>/g, ' '));
  else parser.end();
  return writer.finish();
}

/** A comment that is never closed would hide the rest of the mail: it ends with its own tag. */
function withoutOpenComment(html: string): string {
  const last = html.lastIndexOf('-->');
  const open = html.indexOf('<!--', last < 0 ? 0 : last + 3);
  return open < 0 ? html : html.slice(0, open) + html.slice(open).replace(/<!--[^>]{0,500}>?/g, '');
}

class LineWriter {
  readonly lines: Line[] = [];
  #stack: Open[] = [];
  #current: string[] = [];
  #space = false;
  #quote = 0;
  #signature = 0;
  #hidden = 0;
  #pre = 0;
  #mark: Line['mark'];
  #length = 0;

  get depth(): number {
    return this.#stack.length;
  }

  open(tag: string, attributes: Record<string, string>): void {
    const mark = this.#stack.length < deepest ? markOf(tag, attributes) : null;
    const entry: Open = {
      tag,
      quote: mark === 'quote',
      signature: mark === 'signature',
      hidden: mark === 'hidden' || silent.has(tag),
      pre: tag === 'pre' || /white-space\s{0,3}:\s{0,3}(?:pre|break-spaces)/i.test(attributes.style ?? ''),
      href: tag === 'a' ? (attributes.href ?? null) : null,
      line: this.lines.length,
      from: this.#current.length,
      item: 0,
    };
    if (block.has(tag)) this.#breakLine();
    if (spaced.has(tag)) this.#blankLine();
    if (tag === 'br') this.#newLine();
    else if (tag === 'hr') this.#rule();
    else if (tag === 'img') this.#picture(attributes);
    else if (tag === 'li') this.#bullet();
    else if ((tag === 'td' || tag === 'th') && this.#current.length > 0) this.#space = true;
    if (mark === 'history' || mark === 'forward' || mark === 'attribution') {
      this.#breakLine();
      if (mark !== 'attribution' || this.#mark === undefined) this.#mark = mark;
    }
    if (entry.quote || entry.signature) this.#breakLine();
    if (empty.has(tag)) return;
    this.#stack.push(entry);
    this.#count(entry, 1);
  }

  close(tag: string): void {
    if (empty.has(tag)) return;
    const top = this.#stack.at(-1);
    if (!top || top.tag !== tag) return;
    if (top.href) this.#link(top);
    if (block.has(tag) || top.quote || top.signature) this.#breakLine();
    this.#stack.pop();
    this.#count(top, -1);
    if (spaced.has(tag)) this.#blankLine();
  }

  text(text: string): void {
    if (this.#hidden > 0 || this.#length > limits.text) return;
    if (this.#pre > 0) {
      const parts = text.replace(/\r\n?/g, '\n').split('\n');
      parts.forEach((part, index) => {
        if (index > 0) this.#newLine();
        if (part) this.#put(part);
      });
      return;
    }
    const clean = text
      .replace(/[\t\n\r\f\u200b\ufeff]+/g, (run) => (/[\t\n\r\f]/.test(run) ? ' ' : ''))
      .replace(/ {2,}/g, ' ');
    if (clean === '') return;
    if (clean.startsWith(' ')) this.#space = true;
    const word = clean.trim() === '' ? (clean.includes('\u00a0') ? clean : '') : clean.replace(/^ | $/g, '');
    if (word) this.#put(word);
    if (clean.endsWith(' ') && this.#current.length > 0) this.#space = true;
  }

  finish(): Line[] {
    this.#breakLine();
    return this.lines;
  }

  #count(entry: Open, by: 1 | -1): void {
    if (entry.quote) this.#quote += by;
    if (entry.signature) this.#signature += by;
    if (entry.hidden) this.#hidden += by;
    if (entry.pre) this.#pre += by;
  }

  #put(text: string): void {
    if (this.#space && this.#current.length > 0) this.#current.push(' ');
    this.#space = false;
    this.#current.push(text);
    this.#length += text.length;
  }

  #newLine(): void {
    const text = this.#current
      .join('')
      .replace(/\u00a0/g, ' ')
      .trimEnd();
    // Text turned into HTML by a gateway keeps its marks as characters.
    const typed = lineOf(text);
    const line: Line = { text: typed.text, depth: this.#quote + typed.depth };
    if (this.#signature > 0) line.signature = true;
    if (this.#mark && (text !== '' || this.#mark !== 'attribution')) {
      line.mark = this.#mark;
      this.#mark = undefined;
    }
    if (this.lines.length < limits.lines * 2) this.lines.push(line);
    this.#current = [];
    this.#space = false;
  }

  #breakLine(): void {
    if (this.#current.length > 0) this.#newLine();
    this.#space = false;
  }

  #blankLine(): void {
    const last = this.lines.at(-1);
    if (last && last.text !== '') this.#newLine();
  }

  #rule(): void {
    if (this.#hidden > 0) return;
    this.#put('----------------------------------------');
    this.#newLine();
  }

  #picture(attributes: Record<string, string>): void {
    const alt = attributes.alt ?? '';
    // Emoji are pictures in some programs; other descriptions are not the writer's words.
    if (this.#hidden === 0 && /^\p{Extended_Pictographic}/u.test(alt) && alt.length <= 12) this.#put(alt);
  }

  #bullet(): void {
    if (this.#hidden > 0) return;
    let list: Open | undefined;
    for (let i = this.#stack.length - 1; i >= 0 && i > this.#stack.length - 20 && !list; i--) {
      if (this.#stack[i]?.tag === 'ol' || this.#stack[i]?.tag === 'ul') list = this.#stack[i];
    }
    if (list) list.item++;
    this.#put(list?.tag === 'ol' ? `${list.item}. ` : '- ');
  }

  #link(entry: Open): void {
    const href = (entry.href ?? '').trim();
    if (this.#hidden > 0 || !/^https?:\/\//i.test(href) || href.length > 1000) return;
    const shown = entry.line === this.lines.length ? this.#current.slice(entry.from).join('').trim() : '';
    if (shown === '') return;
    const bare = (text: string) =>
      text
        .replace(/^https?:\/\/(www\.)?/i, '')
        .replace(/\/$/, '')
        .toLowerCase();
    // A link that shows its own address is readable already.
    if (bare(shown) !== bare(href) && !bare(href).startsWith(bare(shown))) this.#put(` ${linkMark}<${href}>`);
  }
}
