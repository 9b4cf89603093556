import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { claimFolder } from './folder-lock.ts';
import { endLeftover, endStragglers } from './leftover.ts';
import { launch } from './run.ts';
import { chooseRunner, type Runner } from './run-as.ts';
import { socketFolder } from './socket-folder.ts';

/** What this room needs of a log; pino's fits. */
export type EmbeddedLog = Record<'debug' | 'info' | 'warn' | 'error', (message: string) => void>;

export type Embedded = {
  /** How to connect: local socket, no password; the socket's folder is open to this user alone. */
  config: pg.PoolConfig;
  /** The same as a connection string. */
  url: string;
  /** Process id of the running server; another one after it has been restarted. */
  readonly pid: number;
  /** Stops the server (rolling back what is open), and gives the data folder free. May be called twice. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Rapport's data folder; the database lives in `pg` inside it. Made if missing. */
  dataDir: string;
  log: EmbeddedLog;
  /** PostgreSQL settings on top of ours. */
  settings?: Record<string, string>;
};

const DATABASE = 'rapport';
/** A server that has not opened its doors after this long is reported as failed (a long replay counts). */
const startPatienceMs = 120_000;
const stopPatienceMs = 15_000;
const longestPauseMs = 5_000;

/**
 * Starts the PostgreSQL that comes with Rapport on a data folder, and keeps it running: if the server dies
 * it is started again, and a pool that reconnects finds it under the same address.
 *
 * What a killed run left behind is put in order first. Committed data is safe against kill -9 of any of the
 * processes and against power loss (fsync and synchronous_commit stay on).
 * @throws FolderInUse if another living Rapport holds the folder; Error in plain words if the folder was
 *   made by another version, or no PostgreSQL can run here
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  const lock = claimFolder(dataDir);
  try {
    return await start({ ...options, dataDir }, lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function start(options: EmbeddedOptions, release: () => void): Promise<Embedded> {
  const { dataDir, log } = options;
  const pgDir = join(dataDir, 'pg');
  const old = await endLeftover(pgDir);
  if (old) log.warn(`Stopped the database of an earlier run that did not end properly (process ${old})`);

  const binaries = findBinaries(join(dataDir, 'pg-libraries'));
  const runner = chooseRunner(dataDir, pgDir, binaries);
  const durable = options.settings?.fsync !== 'off';
  if (await ensureCluster(pgDir, runner, binaries, durable)) log.info(`Made a new database in ${pgDir}`);

  const socketDir = socketFolder(dataDir, runner.owner);
  const settings = { ...ourSettings(socketDir), ...options.settings };
  const args = [
    '-D',
    pgDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const server = new Supervised({ runner, binaries, args, pgDir, log });
  const config = { host: socketDir, user: 'rapport', database: DATABASE };
  try {
    await server.start();
    await ensureDatabase(config);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    config,
    url: `postgres://rapport@localhost/${DATABASE}?host=${encodeURIComponent(socketDir)}`,
    get pid() {
      return server.pid;
    },
    async stop() {
      await server.stop();
      rmSync(socketDir, { recursive: true, force: true });
      release();
    },
  };
}

/** Made for one company on one machine, beside Node and within a small memory. */
function ourSettings(socketDir: string): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '128MB',
    effective_cache_size: `${Math.max(256, Math.round(Math.min(totalmem() / 2, freemem()) / 2 ** 20))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    random_page_cost: '1.1',
    jit: 'off',
    io_workers: '2',
    max_logical_replication_workers: '0',
    // Replay after a kill takes as long as the log since the last checkpoint: ready again within seconds.
    max_wal_size: '512MB',
    wal_compression: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_checkpoints: 'off',
    log_line_prefix: '',
    // An open transaction holds back every reader of events (law 4).
    idle_in_transaction_session_timeout: '5min',
  };
}

async function ensureDatabase(config: pg.PoolConfig): Promise<void> {
  const admin = new pg.Client({ ...config, database: 'postgres' });
  await admin.connect();
  try {
    const found = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await admin.query(`create database ${DATABASE}`);
  } finally {
    await admin.end();
  }
}

type Parts = { runner: Runner; binaries: Binaries; args: string[]; pgDir: string; log: EmbeddedLog };

/** One PostgreSQL, started again whenever it ends without being asked to. */
class Supervised {
  private readonly parts: Parts;
  private child: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();
  private stopping = false;
  private readonly wake = new AbortController();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async start(): Promise<void> {
    await this.launch();
    process.on('exit', this.endWithNode);
    void this.watch();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake.abort();
    process.off('exit', this.endWithNode);
    const child = this.child;
    if (!child) return;
    child.kill('SIGINT');
    const abrupt = setTimeout(() => child.kill('SIGQUIT'), stopPatienceMs);
    const last = setTimeout(() => child.kill('SIGKILL'), 2 * stopPatienceMs);
    await this.ended;
    clearTimeout(abrupt);
    clearTimeout(last);
  }

  /** process.exit() without stop(): the server is told to end by itself. */
  private readonly endWithNode = () => void this.child?.kill('SIGINT');

  private async watch(): Promise<void> {
    let wait = 0;
    for (;;) {
      await this.ended;
      while (!this.stopping && !this.child) {
        await pause(wait, undefined, { signal: this.wake.signal }).catch(() => {});
        if (this.stopping) return;
        wait = Math.min(longestPauseMs, wait * 2 || 250);
        try {
          endStragglers(this.parts.pgDir);
          await this.launch();
          this.parts.log.warn(`The database runs again (process ${this.pid})`);
          wait = 0;
        } catch (error) {
          this.parts.log.error(`The database cannot be started, trying again: ${(error as Error).message}`);
        }
      }
      if (this.stopping) return;
    }
  }

  /** Starts the server once; resolves when it accepts connections, rejects with its own words otherwise. */
  private launch(): Promise<void> {
    const { runner, binaries, args, log } = this.parts;
    const child = launch(runner, binaries.postgres, args, binaries.env);
    this.child = child;
    const recent: string[] = [];
    return new Promise((ready, failed) => {
      let open = false;
      const slow = setTimeout(() => child.kill('SIGQUIT'), startPatienceMs);
      const hear = (line: string) => {
        recent.push(line);
        if (recent.length > 12) recent.shift();
        if (/^\s*PANIC:/.test(line)) log.error(`PostgreSQL: ${line}`);
        else if (/^\s*(WARNING|FATAL):/.test(line)) log.warn(`PostgreSQL: ${line}`);
        else log.debug(`PostgreSQL: ${line}`);
        if (line.includes('database system is ready to accept connections')) {
          open = true;
          clearTimeout(slow);
          ready();
        }
      };
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface({ input: stream }).on('line', hear);
      }
      this.ended = new Promise((done) => {
        const end = (what: string) => {
          clearTimeout(slow);
          if (this.child === child) this.child = undefined;
          if (open && !this.stopping) log.error(`The database has stopped (${what}); starting it again`);
          failed(new Error(`PostgreSQL did not start (${what}): ${recent.join(' | ')}`));
          done();
        };
        child.once('error', (error) => end(error.message));
        child.once('exit', (code, signal) => end(signal ?? `exit ${code}`));
      });
    });
  }
}
