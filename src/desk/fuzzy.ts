/**
 * How well typed words fit a label; 0 is not at all. Every typed word must begin a word of the label (best),
 * lie in it, or be its letters in order ("asme" → "Assign to me").
 */
export function fits(label: string, typed: string): number {
  const text = label.toLocaleLowerCase();
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  let sum = 0;
  for (const word of words) {
    const score = fitsWord(text, word);
    if (score === 0) return 0;
    sum += score;
  }
  // Of two that fit alike the shorter is meant.
  return sum / words.length - Math.min(text.length, 99) / 1_000;
}

function fitsWord(text: string, word: string): number {
  if (text.startsWith(word)) return 4;
  if (text.split(/[\s:…“”„]+/).some((part) => part.startsWith(word))) return 3;
  if (text.includes(word)) return 2;
  return lettersInOrder(text, word) ? 1 : 0;
}

/** The letters in their order, each at the beginning of a word or right after the one before. */
function lettersInOrder(text: string, word: string): boolean {
  if (word.length < 2) return false;
  const starts = (at: number) => at === 0 || /[\s:]/.test(text[at - 1] as string);
  const from = (at: number, left: string): boolean => {
    if (left === '') return true;
    if (at > 0 && text[at] === left[0] && from(at + 1, left.slice(1))) return true;
    for (let next = at; next < text.length; next++)
      if (starts(next) && text[next] === left[0] && from(next + 1, left.slice(1))) return true;
    return false;
  };
  return from(0, word.slice(0, 12));
}
