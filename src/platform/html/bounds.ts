import sanitizeHtml, { type IOptions } from 'sanitize-html';

/** Ceilings for hostile HTML (law 10). */
export const limits = {
  /** Characters of HTML that are looked at. */
  input: 4 * 1024 * 1024,
  /** Characters of HTML that come out. */
  output: 1024 * 1024,
  /** Elements that come out. A long newsletter has about 5,000. */
  elements: 50_000,
  /** Levels that come out; tags further in are dropped and their words kept. */
  depth: 200,
  /**
   * Levels at which the parser is stopped and the words alone are kept. Its stack is an array that grows at
   * the front, so time is this number times the number of tags. No mail program nests like that.
   */
  hopeless: 1000,
  /** Characters of one picture inside the HTML itself. */
  picture: 400_000,
  /** Characters of one address. */
  address: 8_000,
} as const;

/** Elements whose words are no words of the mail. */
export const nonTextTags = 'script style textarea option xmp title iframe object applet embed'.split(' ');

/** Thrown out of the parser; never leaves this room. */
class TooDeep extends Error {}

/** sanitize-html with a stop at hopeless nesting; undefined when it was stopped. */
export function boundedSanitize(html: string, options: IOptions): string | undefined {
  let depth = 0;
  try {
    return sanitizeHtml(html, {
      ...options,
      onOpenTag(name, attributes) {
        if (++depth > limits.hopeless) throw new TooDeep();
        options.onOpenTag?.(name, attributes);
      },
      onCloseTag() {
        depth--;
      },
    });
  } catch (error) {
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

/**
 * The words of HTML no parser should be given: everything between < and > is cut out, scripts and styles
 * with all they hold, in one pass.
 */
export function wordsOnly(html: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    parts.push(html.slice(at, open < 0 ? html.length : open));
    if (open < 0) break;
    const [, raw] = /^<(script|style)\b/i.exec(html.slice(open, open + 8)) ?? [];
    const end = raw ? new RegExp(`</${raw}[^>]{0,99}>`, 'gi') : />/g;
    end.lastIndex = open;
    if (!end.test(html)) break;
    at = end.lastIndex;
  }
  return decodeBasic(parts.join(' ').replace(/\s+/g, ' ').trim());
}

const basic: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  apos: "'",
  '#39': "'",
};
const decodeBasic = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|nbsp|apos|#39);/g, (_, name: string) => basic[name] ?? '');

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
