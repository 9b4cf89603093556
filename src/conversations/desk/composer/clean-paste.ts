import { type Branch, cleanTree } from './clean-tree.ts';

/*
 * What is pasted from Word, a web page or a mail: read into a document no script runs in, and said again as the
 * few things our mails say (clean-tree.ts). Bounded before it is read: a browser takes minutes for a page that
 * nests by the hundred thousand.
 */

/** Characters of HTML and tags that are read; what comes after is left out, and said so. */
const most = { input: 3_000_000, tags: 60_000, text: 200_000, lines: 3_000, pictures: 30 };

export type Cleaned = {
  html: string;
  /** Pictures that came within the HTML, to be uploaded. */
  pictures: string[];
  /** Whether something was left out because there was too much. */
  cut: boolean;
};

const inline = /data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]+/gi;

const tag = /<(\/?)([a-z][\w:-]*)[^<>]*>/gi;
/** Those a browser opens again in each paragraph, and those it closes by itself or that hold nothing. */
const marks = /^(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)$/i;
const flat =
  /^(p|li|td|th|tr|tbody|thead|tfoot|dt|dd|option|br|img|hr|col|meta|link|input|wbr|source|area|base)$/i;
/** How deep they may nest; browsers count every level again for every tag. */
const deepest = { mark: 12, box: 100 };

/**
 * Takes out what no letter needs and a browser would work on for minutes: levels beyond any reason, and handlers,
 * which would never run, but each is complained about.
 */
export function shallow(html: string): string {
  const depth = { mark: 0, box: 0 };
  const out = { mark: 0, box: 0 };
  return html.replace(tag, (whole: string, closes: string, name: string) => {
    if (!flat.test(name)) {
      const kind = marks.test(name) ? 'mark' : 'box';
      if (closes && out[kind] > 0) {
        out[kind]--;
        return '';
      }
      if (closes) depth[kind] = Math.max(0, depth[kind] - 1);
      else if (depth[kind] >= deepest[kind]) {
        out[kind]++;
        return '';
      } else depth[kind]++;
    }
    return whole.replace(/\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, '');
  });
}

/** Cleans pasted HTML. */
export function cleanPaste(html: string): Cleaned {
  const found: string[] = [];
  // Taken out before anything else, so that large pictures do not count as words.
  const words = html.replace(inline, (url) => `data:${found.push(url) - 1}`);
  const bounded = beginning(shallow(words));
  const { body } = new DOMParser().parseFromString(bounded.html, 'text/html');
  const { html: clean, pictures, cut } = cleanTree(body as unknown as Branch);
  const shown = pictures.slice(0, most.pictures).flatMap((place) => found[place] ?? []);
  return {
    html: clean,
    pictures: shown,
    cut: cut || bounded.cut || pictures.length > shown.length,
  };
}

/** As much of plain text as may be pasted: a book is a file. */
export function cutText(text: string): { text: string; cut: boolean } {
  const lines = text.slice(0, most.text).split('\n', most.lines);
  const kept = lines.join('\n');
  return { text: kept, cut: kept.length < text.length };
}

/** HTML up to so many characters and tags. */
function beginning(html: string): { html: string; cut: boolean } {
  let end = -1;
  for (let tags = 0; tags <= most.tags; tags++) {
    end = html.indexOf('<', end + 1);
    if (end === -1 || end > most.input) break;
  }
  const kept = end === -1 ? html.slice(0, most.input) : html.slice(0, Math.min(end, most.input));
  return { html: kept, cut: kept.length < html.length };
}
