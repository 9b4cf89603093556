/*
 * What is pasted from Word, a web page or a mail, as the few things our mails say: paragraphs, lists, quotations,
 * links and emphasis. One pass over a document no script runs in, without recursion, so that a megabyte of it
 * costs a moment and never the draft.
 */

/** More than this is a book; the rest is left out and said so. Characters of the result. */
const most = 300_000;
/** Lists and quotations nest no deeper; a page may nest by the thousand. */
const deepest = 6;

const marks: Record<string, string> = {
  B: 'strong', STRONG: 'strong', I: 'em', EM: 'em', U: 'u', S: 's', DEL: 's', STRIKE: 's', CODE: 'code',
}; // biome-ignore format: one table
const blocks: Record<string, string> = {
  P: 'p', PRE: 'pre', BLOCKQUOTE: 'blockquote', UL: 'ul', OL: 'ol', LI: 'li',
}; // biome-ignore format: one table
const headings = /^H[1-6]$/;
/** Boxes that make a line of their own if there is no paragraph within. */
const boxes =
  /^(DIV|SECTION|ARTICLE|HEADER|FOOTER|MAIN|ASIDE|ADDRESS|FIGURE|FIGCAPTION|DT|DD|TR|CENTER|FORM|FIELDSET)$/;
const silent =
  /^(SCRIPT|STYLE|HEAD|META|LINK|TITLE|TEMPLATE|NOSCRIPT|SVG|MATH|IFRAME|OBJECT|EMBED|CANVAS|VIDEO|AUDIO|INPUT|TEXTAREA|SELECT|BUTTON|XML)$/i;

const tag = /<[a-z][^<>]*>/gi;
/** No handler would ever run, but a browser says so for each, thousands of times for a large page. */
const withoutHandlers = (found: string): string =>
  found.replace(/\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, '');

export type Cleaned = {
  html: string;
  /** Pictures that came within the HTML, to be uploaded. */
  pictures: string[];
  /** Whether something was left out because there was too much. */
  cut: boolean;
};

/** Cleans pasted HTML. */
export function cleanPaste(html: string): Cleaned {
  const body = new DOMParser().parseFromString(html.replace(tag, withoutHandlers), 'text/html').body;
  wordLists(body);
  const out: string[] = [];
  const pictures: string[] = [];
  let size = 0;
  let depth = 0;
  const put = (text: string) => {
    out.push(text);
    size += text.length;
  };
  const closing: { node: Node; close: string; nests: boolean }[] = [];
  let node: Node | null = body.firstChild;
  while (node && size < most) {
    let inside: Node | null = null;
    if (node.nodeType === Node.TEXT_NODE) put(escapeHtml(node.nodeValue ?? ''));
    else if (node instanceof Element && !silent.test(node.tagName) && !isHidden(node)) {
      if (node.tagName === 'BR') put('<br>');
      else if (node.tagName === 'IMG') picture(node, put, pictures);
      else {
        const [open, close, nests] = tagsOf(node, depth);
        put(open);
        inside = node.firstChild;
        if (inside) {
          closing.push({ node, close, nests });
          if (nests) depth++;
        } else put(close);
      }
    }
    if (inside) {
      node = inside;
      continue;
    }
    while (node && !node.nextSibling) {
      const up: Node | null = node.parentNode;
      if (!up || up === body) {
        node = null;
        break;
      }
      const last = closing.pop();
      if (last) {
        put(last.close);
        if (last.nests) depth--;
      }
      node = up;
    }
    node = node?.nextSibling ?? null;
  }
  for (const { close } of closing.toReversed()) out.push(close);
  return { html: out.join(''), pictures, cut: size >= most };
}

/** How an element opens and closes, and whether it counts as a level. */
function tagsOf(node: Element, depth: number): [open: string, close: string, nests: boolean] {
  const { tagName } = node;
  const block = blocks[tagName];
  if (block) {
    const nests = block === 'ul' || block === 'ol' || block === 'blockquote';
    if (nests && depth >= deepest) return ['', '', false];
    return [`<${block}>`, `</${block}>`, nests];
  }
  if (headings.test(tagName)) return ['<p><strong>', '</strong></p>', false];
  if (boxes.test(tagName)) return hasBlocks(node) ? ['', '', false] : ['<p>', '</p>', false];
  if (tagName === 'TD' || tagName === 'TH')
    return hasBlocks(node) || !node.nextElementSibling ? ['', ' ', false] : ['', ' | ', false];
  if (tagName === 'A') {
    const href = node.getAttribute('href') ?? '';
    if (!/^(https?:|mailto:|tel:)/i.test(href)) return ['', '', false];
    return [`<a href="${escapeHtml(href)}">`, '</a>', false];
  }
  const style = node.getAttribute('style') ?? '';
  const plain = /font-weight:\s*(normal|400)/i.test(style);
  const mark = plain ? undefined : (marks[tagName] ?? styleMark(style));
  return mark ? [`<${mark}>`, `</${mark}>`, false] : ['', '', false];
}

/** Google Docs and Word say bold by style. */
const styleMark = (style: string): string | undefined =>
  /font-weight:\s*(bold|[6-9]00)/i.test(style)
    ? 'strong'
    : /font-style:\s*italic/i.test(style)
      ? 'em'
      : undefined;

const hasBlocks = (node: Element): boolean =>
  node.querySelector('p,div,ul,ol,li,blockquote,pre,table,tr,h1,h2,h3,h4,h5,h6,section,article') !== null;

const isHidden = (node: Element): boolean =>
  /display:\s*none|mso-hide:\s*all/i.test(node.getAttribute('style') ?? '');

/** Pictures of ours stay, those within the HTML are uploaded, those of other places would be fetched from there. */
function picture(node: Element, put: (text: string) => void, pictures: string[]): void {
  const src = node.getAttribute('src') ?? '';
  const alt = node.getAttribute('alt') ?? '';
  if (/^data:image\/(png|jpeg|gif|webp);base64,/i.test(src)) pictures.push(src);
  else if (/^\/api\/uploads\/[0-9a-f-]{36}$/.test(src))
    put(`<img src="${src}" alt="${escapeHtml(alt)}" width="${Number(node.getAttribute('width')) || 480}">`);
  else if (alt.trim()) put(escapeHtml(alt.trim()));
}

/** Word writes lists as paragraphs with a drawn sign: made lists again. */
function wordLists(body: HTMLElement): void {
  let list: HTMLElement | null = null;
  for (const item of body.querySelectorAll<HTMLElement>(
    'p[style*="mso-list"],p[class*="MsoListParagraph"]',
  )) {
    const sign = item.querySelector('[style*="mso-list:Ignore"],[style*="mso-list: Ignore"]');
    const numbered = /^\s*[\da-z]{1,3}[.)]/i.test(sign?.textContent ?? '');
    sign?.remove();
    const kind = numbered ? 'ol' : 'ul';
    if (!list || list.tagName.toLowerCase() !== kind || item.previousElementSibling !== list) {
      list = body.ownerDocument.createElement(kind);
      item.before(list);
    }
    const line = body.ownerDocument.createElement('li');
    line.append(...item.childNodes);
    list.append(line);
    item.remove();
  }
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
