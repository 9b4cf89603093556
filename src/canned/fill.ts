/*
 * Words in braces, such as {{customer.first_name}} or, with what to say if there is none,
 * {{customer.first_name|there}}. Pure: values come from values.ts.
 */

/** What keys stand for; undefined or empty is nothing. Plain text. */
export type Values = (key: string) => string | undefined;

const braces = /\{\{\s{0,10}([a-z][a-z0-9_.]{0,80})\s{0,10}(?:\|([^{}<>|]{0,200}))?\}\}/gi;

/**
 * HTML with its words in braces filled in. One that stands for nothing and has no other word is left as it is,
 * so that whoever sends it is stopped, and named in `missing`.
 */
export function fill(html: string, values: Values): { html: string; missing: string[] } {
  const missing = new Set<string>();
  const filled = html.replace(braces, (whole, key: string, otherwise: string | undefined) => {
    const value = values(key.toLowerCase())?.trim();
    if (value) return escapeHtml(value);
    if (otherwise !== undefined) return otherwise.trim();
    missing.add(key.toLowerCase());
    return whole;
  });
  return { html: filled, missing: [...missing] };
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);

const titles = /^(?:(?:dr|prof|dipl|ing|mag|mr|mrs|ms|herr|frau|dott)\.?(?:-ing\.?)?\s+)+/i;

/** The names of "Dr. Leila Tanaka" or "Tanaka, Leila"; the last one is empty for somebody of one name. */
export function namesOf(name: string): { first: string; last: string } {
  const [family, given] = name.split(',', 2).map((part) => part.trim());
  const words = (given ? `${given} ${family}` : name).trim().replace(titles, '').split(/\s+/);
  return { first: words[0] ?? '', last: words.slice(1).join(' ') };
}

/**
 * Which of the variants of one reply to take: that of exactly this language, else of the same one elsewhere
 * (pt for pt-BR, and the other way), else the first.
 */
export function chooseText<Text extends { language: string }>(
  texts: readonly Text[],
  wanted: readonly (string | null | undefined)[],
): Text | undefined {
  const base = (tag: string) => tag.split('-')[0]?.toLowerCase();
  for (const tag of wanted) {
    if (!tag) continue;
    const same = (one: Text) => one.language.toLowerCase() === tag.toLowerCase();
    const near = (one: Text) => base(one.language) === base(tag);
    const found = texts.find(same) ?? texts.find(near);
    if (found) return found;
  }
  return texts[0];
}
