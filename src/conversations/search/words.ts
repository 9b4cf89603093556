/*
 * How text becomes words to be found by. What is written and what is asked go through the same door, so that
 * both lose the same: case, accents, width. No database parser has a say, so that every locale agrees.
 *
 *   "Größe"     → grosse          one word
 *   "a@b.co"    → a b co          three words in a row; asked for as a phrase
 *   "東京都"     → 東京 京都 都     scripts without spaces: pairs, and the last sign alone
 */

/** Where a word stands in the text it was read from: `text.slice(start, end)`. */
type Token = {
  word: string;
  start: number;
  end: number;
  /** 'pair' and 'tail' come of a script without spaces; a tail ends a run that pairs already cover. */
  of: 'word' | 'pair' | 'tail';
};

/** No word of any language is longer; what is, is found by its beginning. */
const longest = 64;

const run = /[\p{L}\p{N}\p{M}]+/gu;
const ascii = /^[0-9A-Za-z]+$/;
const notWord = /[^\p{L}\p{N}\p{M}]/gu;
/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. The vowel signs of Indic scripts stay. */
const accents = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const plain: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

/** A word without case, accents and width; perhaps empty. */
function fold(word: string): string {
  if (ascii.test(word)) return word.toLowerCase().slice(0, longest);
  const bare = word.normalize('NFKD').replace(accents, '').toLowerCase().normalize('NFC');
  const letters = bare.replace(/[ßæœøłđðþıς]/g, (letter) => plain[letter] ?? letter).replace(notWord, '');
  return [...letters.slice(0, longest)].join('').replace(/[\ud800-\udbff]$/, '');
}

/** The words of a text in their order. Linear in the length of the text. */
export function* tokensOf(text: string): Generator<Token> {
  for (const { 0: found, index } of text.matchAll(run)) {
    if (ascii.test(found) || !unspaced.test(found)) {
      const word = fold(found);
      if (word) yield { word, start: index, end: index + found.length, of: 'word' };
    } else {
      yield* tokensOfMixed(found, index);
    }
  }
}

type Sign = { sign: string; start: number; end: number };

/** A run in which scripts without spaces may stand beside others ("iPhone用"). */
function* tokensOfMixed(found: string, offset: number): Generator<Token> {
  let signs: Sign[] = [];
  let rest = '';
  let at = offset;
  const flush = function* (): Generator<Token> {
    yield* pairsOf(signs);
    const word = fold(rest);
    if (word) yield { word, start: at - rest.length, end: at, of: 'word' };
    signs = [];
    rest = '';
  };
  for (const sign of found) {
    const joins = unspaced.test(sign);
    if (joins ? rest !== '' : signs.length > 0) yield* flush();
    if (joins) signs.push({ sign: fold(sign) || sign, start: at, end: at + sign.length });
    else rest += sign;
    at += sign.length;
  }
  yield* flush();
}

function* pairsOf(signs: readonly Sign[]): Generator<Token> {
  for (const [i, { sign, start, end }] of signs.entries()) {
    const next = signs[i + 1];
    if (next) yield { word: sign + next.sign, start, end: next.end, of: 'pair' };
    else yield { word: sign, start, end, of: signs.length > 1 ? 'tail' : 'pair' };
  }
}
