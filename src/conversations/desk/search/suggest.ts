/** What can be said next in a line of search; the words of people stand in the catalogue. */

export type Suggestion = { insert: string; label: string; hint: string };
export type Sources = Readonly<Record<string, readonly string[]>>;

export const operators = [
  'from',
  'to',
  'in',
  'is',
  'tag',
  'team',
  'assignee',
  'has',
  'before',
  'after',
  'subject',
];

/** The piece of the line that is being typed at its end. */
export const lastPiece = (line: string): string =>
  /(?:^|\s)(-?(?:[^\s":]+:"[^"]*|\S*))$/.exec(line)?.[1] ?? '';

/** The line with what is being typed replaced by a suggestion. */
export const complete = (line: string, insert: string): string =>
  line.slice(0, line.length - lastPiece(line).length) + insert;

/** At most eight suggestions for the end of the line: operators by their beginning, then their values. */
export function suggest(line: string, sources: Sources, hintOf: (operator: string) => string): Suggestion[] {
  const piece = lastPiece(line);
  const minus = piece.startsWith('-') ? '-' : '';
  const bare = piece.slice(minus.length).toLowerCase();
  const [operator = '', ...rest] = bare.split(':');
  if (rest.length > 0) {
    const typed = rest.join(':').replaceAll('"', '');
    return (sources[operator] ?? [])
      .filter((value) => ` ${value.toLowerCase()}`.includes(` ${typed}`) && value.toLowerCase() !== typed)
      .slice(0, 8)
      .map((value) => ({
        insert: `${minus}${operator}:${/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value} `,
        label: value,
        hint: `${minus}${operator}:`,
      }));
  }
  if (bare === '') return [];
  return operators
    .filter((one) => one.startsWith(bare))
    .map((one) => ({ insert: `${minus}${one}:`, label: `${minus}${one}:`, hint: hintOf(one) }));
}
