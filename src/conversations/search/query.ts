import { tokensOf } from './words.ts';

/** One thing asked for: a word, or words in a row. */
export type Term = {
  words: string[];
  /** In quotation marks: exactly so, no stems and no beginnings. */
  exact: boolean;
  /** Still being typed: the last word may go on. */
  open: boolean;
};

/** What a line of search asks for. No sign in it is an operator but quotation marks and the # of a number. */
export type Asked = {
  terms: Term[];
  /** The number of a conversation, if the line is one. */
  number: string | null;
  /** An e-mail address, if the line is one. */
  address: string | null;
};

/** More words than these narrow no search; they are left out. */
const most = 12;

/** Reads a line as it was typed; any line will do, one without words asks for nothing. */
export function readQuery(line: string): Asked {
  const terms: Term[] = [];
  let count = 0;
  const parts = [...line.matchAll(/["“”„«»]([^"“”„«»]*)["“”„«»]|[^\s"“”„«»]+/g)];
  for (const [i, { 0: part, 1: quoted }] of parts.entries()) {
    const exact = quoted !== undefined;
    const tokens = [...tokensOf(quoted ?? part)].filter(({ of }) => of !== 'tail');
    const kept = tokens.slice(0, most - count);
    count += kept.length;
    const last = kept.at(-1);
    if (!last) continue;
    // A single sign of a script without spaces begins every pair it stands in.
    const lone = last.of === 'pair' && [...last.word].length === 1;
    const typing = i === parts.length - 1 && last.of === 'word' && last.word.length > 1;
    terms.push({ words: kept.map(({ word }) => word), exact, open: lone || (typing && !exact) });
  }
  const bare = line.trim();
  return {
    terms,
    number: /^#?(\d{1,12})$/.exec(bare)?.[1] ?? null,
    address: /^[^\s@]+@[^\s@]+$/.test(bare) ? bare.toLowerCase() : null,
  };
}

/** The stems of a word in the languages in use, by word. */
export type Stems = ReadonlyMap<string, readonly string[]>;

/** Weights of vector.ts: words as written, and in the subject. */
const written = { anywhere: 'AD', subject: 'A' };

/**
 * The same in PostgreSQL's tsquery, anywhere or in the subject alone. Words hold letters and digits only, so
 * nothing in them can be an operator.
 */
export function writeTsQuery(terms: readonly Term[], stems: Stems, where: keyof typeof written): string {
  const lexeme = (word: string, open: boolean, weights: string) =>
    `'${word}'${open || weights ? `:${open ? '*' : ''}${weights}` : ''}`;
  // Words in a row, and exact ones, are those written: between stems there are other distances.
  const asWritten = ({ words, open }: Term) =>
    words.map((word, i) => lexeme(word, open && i === words.length - 1, written[where])).join(' <-> ');
  const stemsToo = where === 'subject' ? 'AB' : '';
  const queries = terms.map((term) => {
    const [first = ''] = term.words;
    if (term.exact || term.words.length > 1) return asWritten(term);
    const others = (stems.get(first) ?? []).filter((stem) => stem !== first);
    return [lexeme(first, term.open, stemsToo), ...others.map((stem) => lexeme(stem, false, stemsToo))].join(
      ' | ',
    );
  });
  return queries.map((query) => `(${query})`).join(' & ');
}

/** Whether a word of a text is one of those asked for. Stems are beginnings, give or take an English y. */
export function hits(terms: readonly Term[], stems: Stems): (word: string) => boolean {
  const exact = new Set<string>();
  const beginnings: { start: string; most: number }[] = [];
  for (const { words, exact: quoted, open } of terms) {
    for (const [i, word] of words.entries()) {
      exact.add(word);
      if (open && i === words.length - 1) beginnings.push({ start: word, most: Number.POSITIVE_INFINITY });
      if (quoted || words.length > 1) continue;
      for (const stem of stems.get(word) ?? []) {
        exact.add(stem);
        if (stem.length < 3) continue;
        // An ending is short: "invoic" begins "invoicing", but "inform" is not what "informatics" means.
        beginnings.push({ start: stem, most: stem.length + 4 });
        if (stem.endsWith('i')) exact.add(`${stem.slice(0, -1)}y`);
      }
    }
  }
  return (word) =>
    exact.has(word) || beginnings.some(({ start, most }) => word.length <= most && word.startsWith(start));
}

/** The line again, its words replaced where `better` knows one: what was searched for instead. */
export const rewrite = (asked: Asked, better: ReadonlyMap<string, string>): string =>
  asked.terms
    .map(({ words, exact }) => {
      const line = words.map((word) => better.get(word) ?? word).join(' ');
      return exact ? `"${line}"` : line;
    })
    .join(' ');
