import { compile } from 'html-to-text';
import { boundedSanitize, limits, nonTextTags, wordsOnly } from './bounds.ts';

const convert = compile({
  wordwrap: false,
  formatters: {
    // Cells that stand side by side are words side by side.
    cell(element, walk, builder) {
      walk(element.children, builder);
      builder.addInline(' ');
    },
  },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/** Only what makes lines and lists; html-to-text recurses, so what it is given must not be deep. */
const structure = {
  allowedTags: (
    'p div br hr pre blockquote ul ol li table tr td th section h1 h2 h3 h4 h5 h6 dl dt dd address ' +
    'article header footer center'
  ).split(' '),
  allowedAttributes: { ol: ['start', 'type'] },
  nonTextTags,
  nestingLimit: limits.depth,
};

/**
 * The words of any HTML as plain text, with line breaks where blocks end, `> ` before quoted lines, and
 * without addresses of links. Hostile input costs no more than bounds.ts allows; then only words are left.
 */
export function htmlToText(html: string): string {
  const input = html.slice(0, limits.input);
  const simple = boundedSanitize(input, structure);
  const text = simple === undefined ? wordsOnly(input) : convert(simple);
  return text
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
