import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Embedded, startEmbedded } from '../src/platform/db/embedded/embedded.ts';
import { FolderInUse } from '../src/platform/db/embedded/folder-lock.ts';

/*
 * The one PostgreSQL of a test run. `npm test` starts it and hands its address down in TEST_DATABASE_HOST;
 * a test file run alone starts it in a process of its own (this file as a program), which stays for
 * the next run and ends itself when nobody has been connected for a while. Nothing in it outlives that.
 */

const idleMs = 3 * 60_000;
const startMs = 60_000;

/** Speed over safety: the data of a test may be lost. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  autovacuum_naptime: '5min',
};

const quiet = { debug() {}, info() {}, warn() {}, error: (message: string) => console.error(message) };

/** Address of the run's server, started if there is none. */
export function testServer(): Promise<pg.PoolConfig> {
  const host = process.env.TEST_DATABASE_HOST;
  found ??= host ? Promise.resolve({ host, user: 'rapport' }) : findOrStart();
  return found;
}

let found: Promise<pg.PoolConfig> | undefined;

/** Starts a server for a whole run, and hands its address down to every test. `stop()` removes it. */
export async function startForRun(): Promise<{ stop(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'rapport-run-'));
  const keeper = spawn(process.execPath, [import.meta.filename, dir, '--attached'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = new Promise<void>((done) => keeper.once('exit', () => done()));
  const host = await new Promise<string>((ready, failed) => {
    createInterface({ input: keeper.stdout }).once('line', ready);
    keeper.once('exit', (code) => failed(new Error(`The test database did not start (exit ${code})`)));
  });
  process.env.TEST_DATABASE_HOST = host;
  return {
    async stop() {
      keeper.stdin.end();
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** One folder for each user and checkout. */
function sharedFolder(): string {
  const checkout = createHash('sha256')
    .update(resolve(import.meta.dirname, '..'))
    .digest('hex')
    .slice(0, 8);
  return join(tmpdir(), `rapport-test-${process.getuid?.() ?? 0}-${checkout}`);
}

async function findOrStart(): Promise<pg.PoolConfig> {
  const dir = sharedFolder();
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const output = openSync(join(dir, 'output.txt'), 'a');
  let starting = false;
  try {
    for (const deadline = Date.now() + startMs; Date.now() < deadline; ) {
      const server = await running(dir);
      if (server) return server;
      if (!starting) {
        starting = true;
        // Two files may start one each; the folder's lock lets one of them live.
        const keeper = spawn(process.execPath, [import.meta.filename, dir], {
          detached: true,
          stdio: ['ignore', output, output],
        });
        keeper.once('exit', () => {
          starting = false;
        });
        keeper.unref();
      }
      await pause(50);
    }
  } finally {
    closeSync(output);
  }
  throw new Error(`The test database did not start; see ${join(dir, 'output.txt')}`);
}

async function running(dir: string): Promise<pg.PoolConfig | undefined> {
  let host: string;
  try {
    host = readFileSync(join(dir, 'address'), 'utf8');
  } catch {
    return undefined;
  }
  const client = new pg.Client({ host, user: 'rapport', database: 'postgres' });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return { host, user: 'rapport' };
  } catch {
    return undefined;
  }
}

/** The program: keeps a server in `dir` as long as a run lasts, or until nobody has used it for some minutes. */
async function keep(dir: string, attached: boolean): Promise<void> {
  let server: Embedded;
  try {
    rmSync(join(dir, 'pg'), { recursive: true, force: true });
    server = await startEmbedded({ dataDir: dir, log: quiet, settings });
  } catch (error) {
    if (error instanceof FolderInUse) return;
    throw error;
  }
  const address = join(dir, 'address');
  writeFileSync(`${address}.new`, String(server.config.host));
  renameSync(`${address}.new`, address);
  const end = async () => {
    rmSync(address, { force: true });
    await server.stop();
    rmSync(join(dir, 'pg'), { recursive: true, force: true });
    process.exit(0);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  if (attached) {
    // The run holds our standard input; it closes with the run, however that ends.
    process.stdin.once('end', end).resume();
    console.log(server.config.host);
    return;
  }

  for (let usedAt = performance.now(), before = ''; performance.now() - usedAt < idleMs; ) {
    await pause(10_000);
    const now = await activity(server).catch(() => before);
    if (now !== before) usedAt = performance.now();
    before = now;
  }
  await end();
}

/** Changes whenever somebody works: who is connected, and how many databases have been made. */
async function activity({ config }: Embedded): Promise<string> {
  const client = new pg.Client({ ...config, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query(
      `select (select max(oid::bigint) from pg_database) newest,
              array(select pid from pg_stat_activity
                    where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid) pids`,
    );
    return rows[0].pids.length > 0 ? `${performance.now()}` : String(rows[0].newest);
  } finally {
    await client.end();
  }
}

if (process.argv[1] === import.meta.filename)
  await keep(process.argv[2] ?? sharedFolder(), process.argv[3] === '--attached');
