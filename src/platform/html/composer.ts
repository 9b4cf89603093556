import { compile, type FormatCallback } from 'html-to-text';
import { linkOut } from './addresses.ts';
import { boundedSanitize, escapeHtml, limits, nonTextTags, wordsOnly } from './bounds.ts';

/**
 * What our own composer may have made: paragraphs, lists, emphasis, links, code, quotations and pictures of
 * ours (`/…`, `cid:` or within the HTML). Anything else loses its tags. At most 1 MB; the rest is cut.
 */
export function sanitizeAgentHtml(html: string): string {
  const input = html.slice(0, limits.output);
  const clean = boundedSanitize(input, {
    allowedTags:
      'p br div span strong b em i u s code pre a ul ol li h1 h2 h3 blockquote hr img table thead tbody tr td th'.split(
        ' ',
      ),
    nonTextTags,
    nestingLimit: limits.depth,
    allowedAttributes: {
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt', 'width', 'height'],
      ol: ['start'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      '*': ['dir', 'lang'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data', 'cid'] },
    allowProtocolRelative: false,
    transformTags: {
      '*': (tagName, given) => {
        const attribs = { ...given };
        if (tagName === 'a') linkOut(attribs);
        if (tagName === 'img' && !isOurs(attribs.src ?? '')) delete attribs.src;
        return { tagName, attribs };
      },
    },
  });
  return clean ?? `<p>${escapeHtml(wordsOnly(input))}</p>`;
}

const isOurs = (src: string): boolean =>
  /^(\/(?![/\\])|cid:)/i.test(src) || /^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=]*$/i.test(src);

/** "our terms (https://…)", or the address alone where the words say the same. */
const anchor: FormatCallback = (element, walk, builder) => {
  const href = String(element.attribs?.href ?? '');
  const words: string[] = [];
  builder.pushWordTransform((word) => {
    words.push(word);
    return word;
  });
  walk(element.children, builder);
  builder.popWordTransform();
  const said = words.join('').trim();
  const address = href.replace(/^(mailto|tel):/i, '');
  const same = bare(said) === bare(address);
  if (address && !same) builder.addInline(said ? ` (${address})` : address, { noWordTransform: true });
};

const bare = (address: string): string => address.replace(/^https?:\/\/|\/$/gi, '').toLowerCase();

const picture: FormatCallback = (element, _walk, builder) => {
  const alt = String(element.attribs?.alt ?? '').trim();
  builder.addInline(`[${alt || 'image'}]`, { noWordTransform: true });
};

const toText = compile({
  wordwrap: false,
  formatters: { anchor, picture },
  selectors: [
    { selector: 'a', format: 'anchor' },
    { selector: 'img', format: 'picture' },
    { selector: 'ul', options: { itemPrefix: '- ', leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'ol', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/**
 * What our composer made, in plain words for programs that show nothing else: lists with their marks, links
 * with their address, pictures by their description, quotations behind `> `. Give it `sanitizeAgentHtml`'s
 * result: html-to-text recurses, and only that is bounded in depth.
 */
export function agentHtmlToText(html: string): string {
  // The composer wraps what an item says in a paragraph; in plain words an item is a line.
  const tight = html
    .replace(/(<li\b[^<>]*>)\s{0,20}<p>/g, '$1')
    .replace(/<\/p>\s{0,20}(?=<\/li>|<[uo]l>)/g, '');
  return toText(tight)
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => line.trimEnd().replace(/^ (?=\d{1,6}\. )/, ''))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
