/** Characters of words, and paragraphs, marks and pictures, after which the rest is left out. */
const most = { text: 200_000, pieces: 6_000 };
/** Lists and quotations nest no deeper; a page may nest by the thousand. */
const deepest = 6;

/** What ends something that was begun. */
export type Leave = () => void;
const nothing: Leave = () => {};

export type Writer = ReturnType<typeof writer>;

/** Writes well-formed HTML: a paragraph is begun by the first words in it and ended by whatever is none. */
export function writer() {
  const out: string[] = [];
  const blocks: string[] = [];
  let wanted: string[] = [];
  const open: string[] = [];
  let paragraph = false;
  let inCode = false;
  let wordList: string | null = null;
  let size = 0;
  let pieces = 0;

  const nameOf = (mark: string) => mark.split(' ', 1)[0];
  const closeTo = (length: number) => {
    while (open.length > length) out.push(`</${nameOf(open.pop() ?? '')}>`);
  };
  const endParagraph = () => {
    if (!paragraph) return;
    closeTo(0);
    out.push('</p>');
    paragraph = false;
  };
  const endWordList = () => {
    if (wordList) out.push(`</${wordList}>`);
    wordList = null;
  };
  const begin = (tag: string) => {
    endParagraph();
    if (blocks.at(-1) !== 'word') endWordList();
    out.push(`<${tag}>`);
    pieces++;
  };
  /** Begins a paragraph if there is none, and brings marks to what is wanted. */
  const ready = () => {
    if (!paragraph) begin('p');
    paragraph = true;
    const same = wanted.findIndex((mark, place) => open[place] !== mark);
    closeTo(same === -1 ? wanted.length : same);
    for (const mark of wanted.slice(open.length)) {
      out.push(`<${mark}>`);
      open.push(mark);
      pieces++;
    }
  };
  const endBlock = (tag: string) => () => {
    endParagraph();
    endWordList();
    blocks.pop();
    out.push(`</${tag}>`);
  };
  const box = (): Leave => {
    endParagraph();
    return inCode ? () => out.push('\n') : endParagraph;
  };

  return {
    isFull: () => size >= most.text || pieces >= most.pieces,
    text(words: string) {
      const said = inCode ? words : words.replace(/[ \t\r\n]+/g, ' ');
      if (!inCode && !paragraph && said.trim() === '' && !said.includes('\u00a0')) return;
      if (!inCode) ready();
      const rest = said.slice(0, Math.max(0, most.text - size));
      size += rest.length;
      out.push(escapeHtml(rest));
    },
    /** A tag without inside, within a paragraph. */
    put(tag: string) {
      if (inCode) return void out.push('\n');
      ready();
      pieces++;
      out.push(tag);
    },
    between(sign: string) {
      if (paragraph) out.push(sign);
    },
    mark(tag: string, href?: string): Leave {
      const mark = href === undefined ? tag : `${tag} href="${escapeHtml(href)}"`;
      // What is bold already gets no bolder: a hostile page says so a thousand times.
      if (inCode || wanted.some((one) => nameOf(one) === tag)) return nothing;
      const before = wanted;
      wanted = [...wanted, mark];
      return () => {
        wanted = before;
      };
    },
    box,
    nest(tag: string): Leave {
      if (inCode || blocks.filter((block) => block !== 'li').length >= deepest) return box();
      begin(tag);
      blocks.push(tag);
      return endBlock(tag);
    },
    item(): Leave {
      if (inCode || !/^[uo]l$/.test(blocks.at(-1) ?? '')) return box();
      begin('li');
      blocks.push('li');
      return endBlock('li');
    },
    /** Word writes lists as paragraphs with a drawn sign: those that follow each other are made one list. */
    wordItem(list: string): Leave {
      if (inCode || blocks.at(-1) === 'word') return box();
      endParagraph();
      if (wordList !== list) {
        endWordList();
        out.push(`<${list}>`);
        wordList = list;
      }
      blocks.push('word');
      begin('li');
      return () => {
        endParagraph();
        out.push('</li>');
        blocks.pop();
      };
    },
    code(): Leave {
      if (inCode) return box();
      begin('pre');
      inCode = true;
      return () => {
        inCode = false;
        out.push('</pre>');
      };
    },
    end(): string {
      endParagraph();
      endWordList();
      return out.join('');
    },
  };
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
