/** Safe to put into a mail: the web, an address or a telephone, never a script. */
export const isLinkable = (href: string): boolean => /^(https?:|mailto:|tel:)/i.test(href);

const said =
  /(?:https?:\/\/|www\.)[^\s<>"'\u200b]{2,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}|(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,6}(?:com|org|net|io|dev|app|eu|de|at|ch|uk|fr|it|es|nl|pl|se|dk|no|fi|be|us|ca|jp|info|biz|shop)(?![\w.-]?\w)(?:\/[^\s<>"']{0,2000})?/gi;

export type Found = { at: number; length: number; href: string };

/** The addresses said in words, each with where it leads. A sentence's own signs at the end are not part of it. */
export function addressIn(words: string): Found[] {
  return [...words.matchAll(said)].map(({ 0: whole, index }) => {
    const balanced = whole.includes('(') ? whole : whole.replace(/[)\]]+[.,;:!?]*$/, '');
    const address = balanced.replace(/[.,;:!?'"»”’]+$/, '');
    const href = /^https?:/i.test(address)
      ? address
      : address.includes('@') && !address.includes('/')
        ? `mailto:${address}`
        : `https://${address}`;
    return { at: index, length: address.length, href };
  });
}
