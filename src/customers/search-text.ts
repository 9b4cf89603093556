/** Words folded to plain lower-case letters, for a search that forgives accents and typing errors. */
export const searchText = (...words: (string | null | undefined)[]): string =>
  words
    .filter((word) => word)
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 2_000);
