/** Ceilings for one style attribute, in characters. */
const maxStyle = 8_000;
const maxValue = 400;

const box = ['', '-top', '-right', '-bottom', '-left'];
const border = ['', '-color', '-style', '-width'];

/**
 * Properties that lay out text and tables. Left out on purpose: position, z-index, transform, filter and
 * negative margins (they paint over something else), everything that can load (url()), content, animation.
 */
const properties = new Set([
  ...['color', 'background-color', 'opacity', 'direction', 'unicode-bidi', 'box-sizing'],
  ...['font', 'font-family', 'font-size', 'font-style', 'font-variant', 'font-weight', 'line-height'],
  ...['text-align', 'text-decoration', 'text-decoration-color', 'text-decoration-line', 'text-indent'],
  ...['text-overflow', 'text-transform', 'letter-spacing', 'word-spacing', 'white-space', 'tab-size'],
  ...['word-break', 'word-wrap', 'overflow-wrap', 'hyphens', 'vertical-align', 'list-style-type'],
  ...['width', 'min-width', 'max-width', 'height', 'min-height', 'max-height', 'object-fit', 'overflow'],
  ...['display', 'float', 'clear', 'visibility', 'border-collapse', 'border-spacing', 'border-radius'],
  ...['caption-side', 'empty-cells', 'table-layout', 'align-items', 'justify-content', 'flex-wrap', 'gap'],
  ...box.flatMap((side) => [
    `padding${side}`,
    `margin${side}`,
    ...border.map((part) => `border${side}${part}`),
  ]),
]);

/** Functions that compute a colour or a length; every other one is refused, url() first of all. */
const functions = new Set(['rgb', 'rgba', 'hsl', 'hsla', 'calc', 'min', 'max', 'clamp']);

/** No backslash (escapes spell forbidden words), no `@ : ; < > { } &`; one class, so time is linear. */
const plainValue = /^[\p{L}\p{N}\s#%.,!+\-*/()'"_]*$/u;

const displays =
  /^(block|inline|inline-block|none|list-item|flex|inline-flex|table(-[a-z-]+)?|inline-table)$/;

/**
 * Keeps what is harmless of a style attribute's value, as `property:value;…`, and tells apart the remote
 * picture a background wanted, if any. Linear in the length of `style`.
 */
export function cleanStyle(style: string): { style: string; remote: string | undefined } {
  const kept: string[] = [];
  let remote: string | undefined;
  for (const declaration of declarations(style.slice(0, maxStyle))) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (property === 'background' || property === 'background-image') remote ??= remotePicture(value);
    // The short form is kept where it is only a colour.
    const name = property === 'background' ? 'background-color' : property;
    if (properties.has(name) && isHarmless(name, value)) kept.push(`${name}:${value}`);
  }
  return { style: kept.join(';'), remote };
}

function isHarmless(property: string, value: string): boolean {
  if (value === '' || value.length > maxValue || !plainValue.test(value) || !isBalanced(value)) return false;
  if (property === 'display' && !displays.test(word(value))) return false;
  if (property === 'background-color' && /[\s,'"]/.test(withoutFunctions(word(value)))) return false;
  if (property.startsWith('margin') && value.includes('-')) return false;
  for (const [, name] of value.matchAll(/([\p{L}\p{N}_-]*)\(/gu)) {
    if (!functions.has((name ?? '').toLowerCase())) return false;
  }
  return true;
}

const word = (value: string): string =>
  value
    .replace(/!important/i, '')
    .trim()
    .toLowerCase();

/** `rgb(1, 2, 3)` as `rgb`, so that what is left shows whether it was one word. */
const withoutFunctions = (value: string): string => value.replace(/\([^()]*\)/g, '');

/** Splits at semicolons outside quotes, brackets and comments, in one pass. */
function* declarations(style: string): Generator<string> {
  let [start, depth] = [0, 0];
  let quote = '';
  const text = style.includes('/*') ? withoutComments(style) : style;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (quote) {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '(') depth++;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (char === ';' && depth === 0) {
      yield text.slice(start, at);
      start = at + 1;
    }
  }
  yield text.slice(start);
}

function withoutComments(style: string): string {
  let kept = '';
  for (let at = 0; ; ) {
    const open = style.indexOf('/*', at);
    if (open < 0) return kept + style.slice(at);
    kept += `${style.slice(at, open)} `;
    const close = style.indexOf('*/', open + 2);
    if (close < 0) return kept;
    at = close + 2;
  }
}

function isBalanced(value: string): boolean {
  let depth = 0;
  for (const char of value) {
    if (char === '(') depth++;
    else if (char === ')' && --depth < 0) return false;
  }
  const count = (char: string) => value.split(char).length - 1;
  return depth === 0 && count('"') % 2 === 0 && count("'") % 2 === 0;
}

function remotePicture(value: string): string | undefined {
  return /url\(\s{0,9}['"]?((?:https?:)?\/\/[^'")\s\\]{1,4000})['"]?\s{0,9}\)/i.exec(value)?.[1];
}
