import { escapeHtml, type Leave, type Writer, writer } from './page-writer.ts';

/*
 * A strange document said again as paragraphs, lists, quotations, links and emphasis. One pass, without
 * recursion, that never looks at a part of the tree twice; it stops when there is more than a letter holds.
 * Pure: it asks for no more of the document than `Branch`.
 */

/** What it asks of a node; a browser's has it. */
export type Branch = {
  nodeType: number;
  nodeName: string;
  nodeValue: string | null;
  firstChild: Branch | null;
  nextSibling: Branch | null;
  parentNode: Branch | null;
  getAttribute(name: string): string | null;
};

const marks: Record<string, string> = {
  B: 'strong', STRONG: 'strong', I: 'em', EM: 'em', U: 'u', S: 's', DEL: 's', STRIKE: 's', CODE: 'code',
}; // biome-ignore format: one table
const nests: Record<string, string> = { UL: 'ul', OL: 'ol', BLOCKQUOTE: 'blockquote' };
/** What stands on a line of its own. */
const boxes =
  /^(P|DIV|SECTION|ARTICLE|HEADER|FOOTER|MAIN|ASIDE|NAV|ADDRESS|FIGURE|FIGCAPTION|DL|DT|DD|TABLE|TR|CENTER|FORM|FIELDSET|LI|HR|H[1-6])$/;
const silent =
  /^(SCRIPT|STYLE|HEAD|META|LINK|TITLE|TEMPLATE|NOSCRIPT|SVG|MATH|IFRAME|OBJECT|EMBED|CANVAS|VIDEO|AUDIO|INPUT|TEXTAREA|SELECT|BUTTON|XML)$/;

const nothing: Leave = () => {};

/** Cleans everything below a node. `pictures` are the numbers of those that came within the HTML, in order. */
export function cleanTree(root: Branch): { html: string; pictures: number[]; cut: boolean } {
  const page = writer();
  const pictures: number[] = [];
  const leaving: Leave[] = [];
  let node = root.firstChild;
  while (node && !page.isFull()) {
    let down: Branch | null = null;
    if (node.nodeType === 3) page.text(node.nodeValue ?? '');
    else if (node.nodeType === 1) {
      const leave = enter(node, page, pictures);
      if (leave && node.firstChild) {
        down = node.firstChild;
        leaving.push(leave);
      } else leave?.();
    }
    if (down) {
      node = down;
      continue;
    }
    while (node && !node.nextSibling) {
      node = node.parentNode === root ? null : node.parentNode;
      if (node) leaving.pop()?.();
    }
    node = node?.nextSibling ?? null;
  }
  const cut = node !== null || page.isFull();
  for (const leave of leaving.toReversed()) leave();
  return { html: page.end(), pictures, cut };
}

/** Begins an element; gives what ends it, or null where nothing within is looked at. */
function enter(node: Branch, page: Writer, pictures: number[]): Leave | null {
  const name = node.nodeName.toUpperCase();
  const style = node.getAttribute('style') ?? '';
  if (silent.test(name) || /display:\s*none|mso-hide:\s*all|mso-list:\s*ignore/i.test(style)) return null;
  if (name === 'BR') {
    page.put('<br>');
    return null;
  }
  if (name === 'IMG') {
    picture(node, page, pictures);
    return null;
  }
  if (name === 'PRE') return page.code();
  const nest = nests[name];
  if (nest) return page.nest(nest);
  if (name === 'LI') return page.item();
  if (name === 'P' && /mso-list:\s*l\d/i.test(style)) return page.wordItem(isNumbered(node) ? 'ol' : 'ul');
  if (boxes.test(name)) {
    const bold = /^H[1-6]$/.test(name) ? page.mark('strong') : nothing;
    const close = page.box();
    return () => {
      close();
      bold();
    };
  }
  if (name === 'TD' || name === 'TH') return () => page.between(node.nextSibling ? ' | ' : ' ');
  if (name === 'A') {
    const href = node.getAttribute('href') ?? '';
    return /^(https?:|mailto:|tel:)/i.test(href) && href.length < 2_000 ? page.mark('a', href) : nothing;
  }
  const plain = /font-weight:\s*(normal|400)/i.test(style);
  const mark = plain ? undefined : (marks[name] ?? styleMark(style));
  return mark ? page.mark(mark) : nothing;
}

/** Google Docs and Word say bold by style. */
const styleMark = (style: string): string | undefined =>
  /font-weight:\s*(bold|[6-9]00)/i.test(style)
    ? 'strong'
    : /font-style:\s*italic/i.test(style)
      ? 'em'
      : undefined;

/** Pictures of ours stay, those within the HTML are uploaded, those of other places would be fetched from there. */
function picture(node: Branch, page: Writer, pictures: number[]): void {
  const src = node.getAttribute('src') ?? '';
  const alt = (node.getAttribute('alt') ?? '').trim();
  const within = /^data:(\d+)$/.exec(src)?.[1];
  if (within) pictures.push(Number(within));
  else if (/^\/api\/uploads\/[0-9a-f-]{36}$/.test(src))
    page.put(
      `<img src="${src}" alt="${escapeHtml(alt)}" width="${Number(node.getAttribute('width')) || 480}">`,
    );
  else if (alt) page.text(alt);
}

/** Word draws the sign of a list as words; whether it counts. */
function isNumbered(node: Branch): boolean {
  let sign = node.firstChild;
  for (let tries = 0; sign && tries < 12; tries++) {
    const words = sign.nodeType === 3 ? (sign.nodeValue ?? '').trim() : '';
    if (words) return /^[\da-z]{1,3}[.)]/i.test(words);
    sign = sign.firstChild ?? sign.nextSibling ?? sign.parentNode?.nextSibling ?? null;
  }
  return false;
}
