import { rmSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { claimFolder } from './folder-lock.ts';
import { endLeftover } from './leftover.ts';
import { chooseRunner } from './run-as.ts';
import { socketFolder } from './socket-folder.ts';
import { type EmbeddedLog, Supervised } from './supervised.ts';

export type { EmbeddedLog } from './supervised.ts';

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

  const found = findBinaries(join(dataDir, 'pg-libraries'));
  const { runner, binaries } = chooseRunner(dataDir, pgDir, found);
  const durable = options.settings?.fsync !== 'off';
  if (await ensureCluster(pgDir, runner, binaries, durable)) log.info(`Made a new database in ${pgDir}`);

  const socketDir = socketFolder(dataDir, runner.owner);
  const settings = { ...ourSettings(socketDir), ...options.settings };
  const args = [
    '-D',
    pgDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const server = new Supervised({ runner, binaries, args, pgDir, socketDir, log });
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
