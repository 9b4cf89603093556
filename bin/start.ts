import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export const about = 'Starts the server (npm start does the same, after installing and building)';

const root = resolve(import.meta.dirname, '..');

/** Starts Rapport in this very process, so that signals sent to it arrive. Stays until it is ended. */
export async function run(): Promise<number | undefined> {
  if (!existsSync(resolve(root, 'dist/.built'))) {
    const ready = [resolve(root, 'bin/ready.mjs')];
    const { status } = spawnSync(process.execPath, ready, { stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) return 1;
  }
  const { main } = await import('../src/main.ts');
  await main();
  return undefined;
}
