import type { Address } from './draft-body.ts';

/*
 * What must not leave by mistake: a word in braces that was never filled in, a [placeholder], a greeting with
 * somebody else's name. Pure; asked once when somebody sends, and they may send anyway.
 */

export type LeftOver = { is: 'placeholder'; words: string } | { is: 'name'; words: string; customer: string };

type Who = { customer: string; recipients: readonly Address[] };

/** `{{…}}`, and words in square brackets that are neither a link's nor a footnote. */
const placeholders = /\{\{[^{}]{0,120}\}\}|\[\[?[\p{L}_][\p{L}\p{N} _.,'’/-]{1,38}\]?\](?!\()/gu;
/** In brackets and meant so. */
const meant =
  /^\[+(sic|sic!|redacted|internal|external|extern|spam|ticket|…|\.\.\.|x|image|edit|update)\]+$/i;

const greeting =
  /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|hi|moin|servus|liebe[rs]?|guten (?:tag|morgen|abend)|grüß (?:dich|gott)|sehr geehrte[rs]?|bonjour|cher|chère|hola|estimad[oa]|ciao|buongiorno|gentile|olá|beste|geachte|hej|kära)\s+([^\n,!.:;–—-]{2,60})/iu;

/** Titles, and whom one may greet without a name. */
const nobody = new Set(
  (
    'mr mrs ms miss mx dr prof professor herr frau herrn familie sir madam sirs there all everyone everybody team folks ' +
    'both again from and or und oder colleagues colleague customer guys friend friends support together alle zusammen ' +
    'damen herren liebe lieber nochmal wieder ihr euch dir beide monsieur madame señor señora signor signora you ' +
    'y et e i og och en tout monde todos tutti hallo guten tag'
  ).split(' '),
);

/** What is left over in a reply's plain words; at most five things. */
export function leftOver(text: string, { customer, recipients }: Who): LeftOver[] {
  const found: LeftOver[] = [...text.slice(0, 50_000).matchAll(placeholders)]
    .map(([words]) => words)
    .filter((words) => !meant.test(words))
    .map((words) => ({ is: 'placeholder', words }));
  const wrong = wrongName(text, customer, recipients);
  if (wrong) found.push({ is: 'name', words: wrong, customer: customer || (recipients[0]?.name ?? '') });
  const seen = new Set<string>();
  return found.filter(({ words }) => !seen.has(words) && seen.add(words)).slice(0, 5);
}

/** The name a greeting says, if it is nobody's who gets this. Unknown names cannot be wrong. */
function wrongName(text: string, customer: string, recipients: readonly Address[]): string | undefined {
  const [, said] = greeting.exec(text.trimStart().slice(0, 200)) ?? [];
  if (!said) return undefined;
  const names = partsOf(said).filter((part) => !nobody.has(part.plain));
  // Names begin with a capital, in scripts that have them: "Hi, thanks for …" greets nobody.
  const first = names[0];
  if (!first || !/^\p{Lu}|^\p{Lo}/u.test(first.word)) return undefined;
  const known = new Set(
    [customer, ...recipients.flatMap(({ name, address }) => [name, address.split('@')[0] ?? ''])].flatMap(
      (one) => partsOf(one).map(({ plain }) => plain),
    ),
  );
  const anyName = customer.trim() !== '' || recipients.some(({ name }) => name.trim() !== '');
  if (!anyName || known.size === 0) return undefined;
  const fits = names.some(({ plain }) =>
    [...known].some(
      (one) => one === plain || (plain.length > 2 && (one.startsWith(plain) || plain.startsWith(one))),
    ),
  );
  return fits ? undefined : said.trim();
}

type Part = { word: string; plain: string };

const partsOf = (name: string): Part[] =>
  name
    .split(/[^\p{L}\p{M}’']+/u)
    .filter((word) => word.length > 0)
    .map((word) => ({
      word,
      plain: word
        .normalize('NFD')
        .replace(/\p{M}|[’']/gu, '')
        .toLocaleLowerCase(),
    }));
