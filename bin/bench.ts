import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const about = 'Measures: npm run bench -- NAME; without a name it lists what can be measured';

const folder = resolve(import.meta.dirname, '../bench');

/** A file of bench/ that measures, and says whether all its figures were met. */
type Bench = { run?: (args: string[]) => Promise<boolean> };

/** Resolves with 0 only if every figure was met; 2 for an unknown name. */
export async function run([name, ...args]: string[]): Promise<number> {
  const known = existsSync(folder) ? readdirSync(folder).filter(measures) : [];
  const names = known.map((file) => file.slice(0, -'.ts'.length)).sort();
  if (name === undefined) {
    process.stdout.write(`npm run bench -- NAME\n\n${names.map((each) => `  ${each}`).join('\n')}\n`);
    return 0;
  }
  if (!names.includes(name)) {
    process.stderr.write(`There is no bench "${name}". There are: ${names.join(', ') || 'none'}.\n`);
    return 2;
  }
  const bench: Bench = await import(join(folder, `${name}.ts`));
  if (!bench.run) {
    process.stderr.write(`bench/${name}.ts measures nothing itself: it has no run().\n`);
    return 2;
  }
  return (await bench.run(args)) ? 0 : 1;
}

const measures = (file: string) => /^[a-z-]+\.ts$/.test(file);
