import { readdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';

/** What every bin/WORD.ts offers. Output that is the result goes to standard output, all else to error. */
type Word = {
  /** One line for the list of words. */
  about?: string;
  /** Resolves with the exit code; undefined leaves the process running, as a server does. */
  run(args: string[]): Promise<number | undefined>;
};

const root = resolve(import.meta.dirname, '..');

const words = readdirSync(import.meta.dirname)
  .filter((file) => /^[a-z-]+\.ts$/.test(file) && file !== 'rapport.ts')
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();

const load = (word: string): Promise<Word> => import(join(import.meta.dirname, `${word}.ts`));

async function help(): Promise<string> {
  const lines = words.map(async (word) => {
    const about = await load(word).then((loaded) => loaded.about ?? '');
    return `  ${word.padEnd(18)}${about}`.trimEnd();
  });
  return `bin/rapport WORD [ARGUMENT…]\n\n${(await Promise.all(lines)).join('\n')}\n`;
}

async function dispatch([word, ...args]: string[]): Promise<number | undefined> {
  if (word === undefined || word === 'help' || word === '--help' || word === '-h') {
    process.stdout.write(await help());
    return word === undefined ? 2 : 0;
  }
  if (!words.includes(word)) {
    process.stderr.write(`There is no word "${word}". bin/rapport help lists them: ${words.join(', ')}.\n`);
    return 2;
  }
  return (await load(word)).run(args);
}

// What was read and compiled once is not read again: a quarter of the time of a start. Where the folder cannot be
// written, or Node does without, nothing else changes.
enableCompileCache(join(root, 'node_modules/.cache/compiled'));

// The folder belongs to this clone, wherever the command was typed.
process.env.RAPPORT_DATA ||= join(root, 'data');

try {
  const code = await dispatch(process.argv.slice(2));
  // Not process.exit(): output to a slow pipe would be cut off.
  if (code !== undefined) process.exitCode = code;
} catch (error) {
  const detail = process.env.LOG_LEVEL === 'debug' ? (error as Error).stack : (error as Error).message;
  process.stderr.write(`${detail ?? error}\n`);
  process.exit(1);
}
