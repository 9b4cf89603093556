import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { emptyNames, heldBack, lockedAddresses, ownTime, readHouse, sideDoors, tooLong } from './laws.ts';
import { checkWalls } from './walls.ts';

export type Check = {
  name: string;
  /** Resolves with what is wrong, one finding an entry; nothing if all is well. */
  run(): Promise<string[]>;
};

/** What is checked of the house besides its tests, in the order of running. */
export function checksOf(root: string): Check[] {
  const tool = (name: string, file: string, ...args: string[]): Check => ({
    name,
    run: () => findingsOf(root, join(root, 'node_modules', file), args),
  });
  const law = (name: string, run: () => string[]): Check => ({ name, run: async () => run() });
  const house = () => readHouse(root);
  return [
    tool('order: biome', '@biomejs/biome/bin/biome', 'ci', '--colors=off', '--max-diagnostics=50', '.'),
    tool('types: server', 'typescript7/bin/tsc', '-p', 'tsconfig.json', '--pretty', 'false'),
    tool('types: browser', 'typescript7/bin/tsc', '-p', 'tsconfig.browser.json', '--pretty', 'false'),
    { name: 'walls between the rooms', run: () => walls(root) },
    tool('nothing unused: knip', 'knip/bin/knip.js', '--no-progress'),
    law('law 1: one door for each act', () => sideDoors(house())),
    law('law 11: no long file without a reason', () => tooLong(house())),
    law('law 12: no names that say nothing', () => emptyNames(house())),
    law('law 13: time comes from outside', () => ownTime(house())),
    law('no test is held back', () => heldBack(readHouse(root, ['src', 'test']))),
    law('the lock file names no addresses', () => lockedAddresses(root)),
  ];
}

async function walls(root: string): Promise<string[]> {
  const { modules, broken } = await checkWalls(root);
  return modules > 0 ? broken : ['No file was looked at, so this check proves nothing.'];
}

async function findingsOf(cwd: string, file: string, args: string[]): Promise<string[]> {
  const env = { ...process.env, NO_COLOR: '1' };
  const child = spawn(process.execPath, [file, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (part) => (output += part));
  child.stderr.on('data', (part) => (output += part));
  const code = await new Promise((done) => child.once('close', done));
  return code === 0 ? [] : [output.trim() || `exit ${code}`];
}
