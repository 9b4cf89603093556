import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import pg from 'pg';
import { startEmbedded } from './embedded.ts';
import type { EmbeddedLog } from './supervised.ts';

export const scratch = mkdtempSync(join(tmpdir(), 'rapport-embedded-'));
/* What several test files of this room share. */

after(() => rmSync(scratch, { recursive: true, force: true }));
let folders = 0;
export const newFolder = () => join(scratch, `data-${++folders}`);

export const quiet: EmbeddedLog = { debug() {}, info() {}, warn() {}, error() {} };
export const open = (dataDir: string, log = quiet) => startEmbedded({ dataDir, log });

export async function query(config: pg.PoolConfig | string, text: string): Promise<string> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return Object.values((await client.query(text)).rows?.[0] ?? {}).join(' ');
  } finally {
    await client.end();
  }
}

/** A log that lets a test wait for a message. */
export function listening(): EmbeddedLog & { hears(words: string): Promise<void> } {
  const waiting: { words: string; done: () => void }[] = [];
  const heard = (message: string) => {
    for (const { words, done } of waiting) if (message.includes(words)) done();
  };
  return {
    debug() {},
    info: heard,
    warn: heard,
    error: heard,
    hears: (words) => new Promise((done) => waiting.push({ words, done })),
  };
}

/** Another process that runs a database on `dataDir`; resolves when it is up, or rejects with its message. */
export async function elsewhere(
  dataDir: string,
  env = {},
): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(import.meta.resolve('./embedded.ts'))});
    const quiet = { debug() {}, info() {}, warn() {}, error() {} };
    try {
      const db = await startEmbedded({ dataDir: process.argv[1], log: quiet });
      console.log(JSON.stringify({ url: db.url, pid: db.pid }));
    } catch (error) {
      console.log(JSON.stringify({ refused: error.message }));
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, '--', dataDir], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const said = JSON.parse(line);
  if (said.refused) throw new Error(said.refused);
  return { child, ...said };
}

export async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Whether a process still works; a zombie does not. */
export function alive(pid: number): boolean {
  const seen = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return seen.status === 0 && !seen.stdout.startsWith('Z');
}
