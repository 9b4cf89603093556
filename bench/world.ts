import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { contract } from '../src/contract.ts';
import { mounts } from '../src/house.ts';
import { systemClock } from '../src/platform/clock/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { connect, type Db } from '../src/platform/db/connect.ts';
import { type Embedded, startEmbedded } from '../src/platform/db/embedded/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import type { Tables } from '../src/platform/db/tables.ts';
import { transact } from '../src/platform/db/transact.ts';
import { diskFiles } from '../src/platform/files/disk.ts';
import type { Ground } from '../src/platform/ground.ts';
import { createApi } from '../src/platform/http/api.ts';
import { mountHealth } from '../src/platform/http/health.ts';
import { createWeb, listen } from '../src/platform/http/server.ts';
import { createLog } from '../src/platform/log/log.ts';
import { loadSecrets } from '../src/platform/settings/key.ts';
import { router } from '../src/routes.ts';
import { addApiKey } from '../src/staff/api-key.ts';
import { whoAsks } from '../src/staff/signed-in.ts';

/** A database of its own behind the real HTTP server, as large as wanted. */
export type World = {
  ground: Ground;
  /** A program's key for an agent, and what it gets by it. */
  signIn(agentId: string): Promise<Visit>;
  close(): Promise<void>;
};

/** GETs a path over HTTP, reads the whole answer, and throws unless it is 200. */
export type Visit = { headers: Headers; get(path: string): Promise<unknown> };

export type Cluster = { world(name: string): Promise<World>; close(): Promise<void> };

/** The embedded PostgreSQL with Rapport's own settings on an empty folder, removed at the end. */
export async function cluster(): Promise<Cluster> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'rapport-bench-'));
  // What is made here is thrown away: only filling it is faster without the disk, reading is the same.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' };
  const embedded = await startEmbedded({ dataDir, log: createLog('warn'), settings });
  const worlds: World[] = [];
  const remove = async () => {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const interrupted = () => void remove().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  return {
    async world(name) {
      const made = await openWorld(embedded, dataDir, name);
      worlds.push(made);
      return made;
    },
    async close() {
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      for (const one of worlds) await one.close();
      await remove();
    },
  };
}

async function openWorld(embedded: Embedded, dataDir: string, name: string): Promise<World> {
  const admin = new pg.Client(embedded.config);
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const database = { ...embedded.config, database: name, statement_timeout: 0 };
  await migrate(database);
  const connection = connect(database, () => {});
  const config = readConfig({ RAPPORT_DATA: dataDir, PORT: '0', SMTP_PORT: '0', LOG_LEVEL: 'error' });
  const ground: Ground = {
    config,
    db: connection.db,
    pool: connection.pool,
    clock: systemClock,
    log: createLog(config.logLevel),
    files: diskFiles(path.join(dataDir, 'files')),
    secrets: await loadSecrets(dataDir, {}),
  };
  const api = createApi(router, contract, ground.log);
  const web = createWeb(ground, {
    api,
    mounts: [mountHealth, ...mounts],
    last: () => {},
    whoAsks: (headers) => whoAsks(ground, headers),
    afterWrite: () => {},
  });
  const { port, close } = await listen(web, 0, '127.0.0.1');
  const agent = new http.Agent({ keepAlive: true });
  return {
    ground,
    async signIn(agentId) {
      const by = { kind: 'system', id: null } as const;
      const input = { agentId, name: 'Bench', scopes: ['read'] as const };
      const { key } = await transact(ground.db, (tx) => addApiKey(tx, by, input, systemClock.now()));
      const headers = { authorization: `Bearer ${key}` };
      return {
        headers: new Headers(headers),
        get: (url) => get({ port, agent, headers, path: url }),
      };
    },
    async close() {
      agent.destroy();
      await close();
      await connection.close();
    },
  };
}

function get(options: http.RequestOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', ...options }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const body = Buffer.concat(parts).toString();
        if (answer.statusCode !== 200) reject(new Error(`${options.path}: ${answer.statusCode} ${body}`));
        else resolve(answer.headers['content-type']?.includes('json') ? JSON.parse(body) : body);
      });
    });
    request.on('error', reject);
  });
}

/** The last statement `work` sends, to be sent again bare: no building of SQL, no shaping of rows. */
export async function statementOf(
  ground: Ground,
  work: (db: Db) => Promise<unknown>,
): Promise<() => Promise<unknown>> {
  let last: { sql: string; parameters: readonly unknown[] } | undefined;
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: ground.pool }),
    log: (event) => {
      last = event.query;
    },
  });
  await work(db);
  const { sql = '', parameters = [] } = last ?? {};
  return () => ground.pool.query(sql, [...parameters]);
}

/** Milliseconds a piece of work takes. */
export async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
