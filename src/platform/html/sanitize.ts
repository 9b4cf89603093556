import type { Attributes, IOptions, Tag } from 'sanitize-html';
import { type CidUrl, holdBack, linkOut, picture } from './addresses.ts';
import { boundedSanitize, escapeHtml, limits, nonTextTags, wordsOnly } from './bounds.ts';
import { cleanStyle } from './css.ts';
import { htmlToText } from './text.ts';

export { placeInlineImages, revealImages } from './addresses.ts';
export { agentHtmlToText, sanitizeAgentHtml } from './composer.ts';
export { htmlToText } from './text.ts';

export type CleanHtml = {
  /** Safe to show in a sandboxed frame; well-formed; at most about 1 MB. */
  html: string;
  /** The same as words. */
  text: string;
  /** Pictures elsewhere on the network that wait in `data-remote-src` until an agent asks for them. */
  remoteImages: number;
  /** What had to be left out because of its size or depth, in words. */
  warnings: string[];
};

/** Any name that is not in `tags`, so that the element is dropped and its words stay. */
const dropped = 'dropped';

const tags = (
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup ' +
  'dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ' +
  'ins kbd li main mark nav ol p pre q s samp section small span strike strong sub summary sup ' +
  'table tbody td tfoot th thead tr tt u ul var wbr'
).split(' ');

/** Classes by which mail programs mark quotations and signatures; all others would only carry style. */
const quoteClasses = ['gmail_*', 'moz-*', 'yahoo_quoted', 'protonmail_quote', 'zmail_extra', 'x_gmail_*'];

const options: IOptions = {
  allowedTags: tags,
  nonTextTags,
  nestingLimit: limits.depth,
  // Styles are cleaned by css.ts in the transformation below, once for each different text.
  parseStyleAttributes: false,
  allowedClasses: { '*': quoteClasses },
  allowedAttributes: {
    '*': [
      'style',
      'dir',
      'lang',
      'title',
      'align',
      'valign',
      'width',
      'height',
      'bgcolor',
      'data-remote-src',
    ],
    a: ['href', 'target', 'rel'],
    img: ['src', 'alt', 'border', 'hspace', 'vspace'],
    table: ['border', 'cellpadding', 'cellspacing', 'summary', 'role'],
    td: ['colspan', 'rowspan', 'nowrap', 'scope'],
    th: ['colspan', 'rowspan', 'nowrap', 'scope'],
    col: ['span'],
    colgroup: ['span'],
    font: ['color', 'face', 'size'],
    hr: ['color', 'noshade', 'size'],
    ol: ['reversed', 'start', 'type'],
    ul: ['type'],
    li: ['value'],
    blockquote: ['type'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['data', 'cid', 'http', 'https'] },
  allowProtocolRelative: false,
};

/**
 * Makes a stranger's HTML safe to show, keeping its layout (SAFETY, "No one in" 4). Only elements without
 * a parsing mode of their own come out (no style, svg, math, form, template, noscript), every attribute is
 * quoted and escaped, so reading the result a second time may move an element, never make one of a text or
 * an attribute. It is purified again in the browser, in a sandboxed frame with a policy.
 *
 * Remote pictures wait in `data-remote-src`. `cidUrl` says where a picture of the mail itself can be had;
 * without it `cid:` addresses stay, for `placeInlineImages` later. Takes well under a second whatever it is
 * given; meant for a worker thread all the same.
 */
export function sanitizeMailHtml(html: string, { cidUrl }: { cidUrl?: CidUrl } = {}): CleanHtml {
  const warnings: string[] = [];
  if (html.length > limits.input) warnings.push('only the beginning of the formatted text was read');
  const input = html.slice(0, limits.input);
  const styles = new Map<string, ReturnType<typeof cleanStyle>>();
  let remoteImages = 0;
  let size = 0;
  let elements = 0;
  const full = () => size > limits.output || elements > limits.elements;

  const clean = boundedSanitize(input, {
    ...options,
    transformTags: {
      '*': (name, given) => {
        if (full()) return { tagName: dropped, attribs: {} };
        const tag = cleanTag(name, given, styles, cidUrl);
        if (tag.attribs['data-remote-src']) remoteImages++;
        size += sizeOf(tag);
        elements++;
        return tag;
      },
    },
    textFilter(text) {
      const room = full() ? 0 : limits.output - size;
      size += text.length;
      // An entity or a pair of surrogates that is cut in two goes whole.
      return text.length <= room
        ? text
        : text.slice(0, Math.max(0, room)).replace(/&[^;]{0,8}$|[\ud800-\udbff]$/, '');
    },
  });

  if (clean === undefined) {
    warnings.push('the formatting was nested too deeply and was left out');
    const text = wordsOnly(input).slice(0, limits.output / 8);
    return { html: `<p>${escapeHtml(text)}</p>`, text, remoteImages: 0, warnings };
  }
  if (full()) warnings.push('the formatted text was too long and was cut');
  return {
    html: clean,
    // Made when it is asked for: who keeps the HTML beside the text of the mail has no use for it.
    get text() {
      return htmlToText(clean);
    },
    remoteImages,
    warnings,
  };
}

const tagNames = new Set(tags);
const attributeNames = new Set(Object.values(options.allowedAttributes || {}).flat());

/** About how many characters of it will come out. */
function sizeOf({ tagName, attribs }: Tag): number {
  if (!tagNames.has(tagName)) return 0;
  let size = 2 * tagName.length + 5;
  for (const [name, value] of Object.entries(attribs)) {
    if (attributeNames.has(name)) size += name.length + escapeHtml(value).length + 4;
  }
  return size;
}

/** One element: its address, pictures and style made harmless; the lists above decide about the rest. */
function cleanTag(
  name: string,
  given: Attributes,
  styles: Map<string, ReturnType<typeof cleanStyle>>,
  cidUrl: CidUrl | undefined,
): Tag {
  const attribs: Attributes = { ...given };
  // HTML that has been through here before comes through unchanged.
  const heldBack = attribs['data-remote-src'];
  delete attribs['data-remote-src'];
  // What the whole mail looks like stands on its body.
  const tagName = name === 'body' ? 'div' : name;
  let background = attribs.background ?? heldBack;
  if (attribs.style !== undefined) {
    let cleaned = styles.get(attribs.style);
    if (!cleaned) {
      cleaned = cleanStyle(attribs.style);
      styles.set(attribs.style, cleaned);
    }
    background ??= cleaned.remote;
    if (cleaned.style) attribs.style = cleaned.style;
    else delete attribs.style;
  }
  if (name === 'a') linkOut(attribs);
  if (name === 'img') picture(attribs, heldBack, cidUrl);
  else if (['table', 'td', 'th'].includes(name) && background) holdBack(attribs, background);
  return { tagName, attribs };
}
