/** What every bench shares: times as percentiles, and a table that says "meets" or "falls short". */

/** The `p`-th percentile (0 to 100) by nearest rank; throws on an empty list. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)];
  if (found === undefined) throw new Error('No values to take a percentile of.');
  return found;
}

/** Runs `work` `times` times after `warm` uncounted runs; the milliseconds of each counted run. */
export async function time(
  times: number,
  warm: number,
  work: (n: number) => Promise<unknown>,
): Promise<number[]> {
  const spent: number[] = [];
  for (let n = -warm; n < times; n++) {
    const start = performance.now();
    await work(n);
    if (n >= 0) spent.push(performance.now() - start);
  }
  return spent;
}

export type Row = {
  what: string;
  value: number;
  unit: string;
  /** What it is held against; a row without one only informs. */
  limit?: { value: number; kind: 'at most' | 'at least' };
};

const number = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Prints the rows as a Markdown table and returns whether every one meets its limit. */
export function report(title: string, rows: readonly Row[]): boolean {
  console.log(`\n### ${title}\n`);
  console.log('| what | measured | limit | |');
  console.log('|---|---:|---:|---|');
  let all = true;
  for (const { what, value, unit, limit } of rows) {
    const met = !limit || (limit.kind === 'at most' ? value <= limit.value : value >= limit.value);
    all &&= met;
    const held = limit ? `${limit.kind} ${number(limit.value)} ${unit}` : '';
    const verdict = limit ? (met ? 'meets' : 'falls short') : '';
    console.log(`| ${what} | ${number(value)} ${unit} | ${held} | ${verdict} |`);
  }
  console.log();
  return all;
}
