import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Config } from '../config.ts';
import type { Log } from '../log/log.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { FolderInUse } from './embedded/folder-lock.ts';

/** How to reach the database, and how to let go of it. */
export type OpenDatabase = { config: pg.PoolConfig; close(): Promise<void> };

/**
 * The database a command works on: the external one by setting, else that of the server now running on
 * the data folder, else the embedded one started for as long as the command runs.
 *
 * Throws in plain words if the folder is in use by a server that cannot be reached.
 */
export async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  if (config.databaseUrl) return { config: { connectionString: config.databaseUrl }, close: async () => {} };
  try {
    const embedded = await startEmbedded({ dataDir: config.dataDir, log });
    return { config: embedded.config, close: () => embedded.stop() };
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    return { config: await ofRunningServer(config.dataDir), close: async () => {} };
  }
}

/**
 * How to reach the database of the server that runs on this folder. PostgreSQL itself notes where its
 * socket is, in the fifth line of postmaster.pid (PostgreSQL source, miscadmin.h, LOCK_FILE_LINE_SOCKET_DIR);
 * guessing it again would go wrong where the server has a temporary folder of its own.
 */
async function ofRunningServer(dataDir: string): Promise<pg.PoolConfig> {
  try {
    const lines = (await readFile(path.join(dataDir, 'pg', 'postmaster.pid'), 'utf8')).split('\n');
    const config = { host: lines[4], user: 'rapport', database: 'rapport' };
    if (!config.host) throw new Error('PostgreSQL has not said where it listens.');
    const client = new pg.Client(config);
    await client.connect();
    await client.end();
    return config;
  } catch (cause) {
    throw new Error(
      `Another Rapport is using ${dataDir}, but its database cannot be reached. Wait until it has started, or stop it first.`,
      { cause },
    );
  }
}
