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
