import { createReadStream, existsSync } from 'node:fs';
import { heldSetting } from '../src/channels/outbox-hold.ts';
import { BackupError } from '../src/platform/backup/format.ts';
import { restore } from '../src/platform/backup/restore.ts';
import { systemClock } from '../src/platform/clock/clock.ts';
import { type Config, readConfig } from '../src/platform/config.ts';
import { startEmbedded } from '../src/platform/db/embedded/embedded.ts';
import { FolderInUse } from '../src/platform/db/embedded/folder-lock.ts';
import type { OpenDatabase } from '../src/platform/db/open.ts';
import { createLog } from '../src/platform/log/log.ts';

export const about =
  'Makes a workspace of a backup in an empty data folder and verifies it: FILE, or - for standard input';

/**
 * Restores into RAPPORT_DATA or DATABASE_URL, which must be empty, and says what was verified. Outgoing
 * mail stays held until a person releases it. Resolves with 0, 1 if nothing was restored, 2 for wrong use.
 */
export async function run(args: string[]): Promise<number> {
  const [file] = args;
  if (!file || args.length > 1 || (file.startsWith('-') && file !== '-')) {
    process.stderr.write('Use: bin/rapport restore FILE\n');
    return 2;
  }
  try {
    if (file !== '-' && !existsSync(file)) throw new BackupError(`There is no file ${file}.`);
    const config = readConfig(process.env);
    const database = await ownDatabase(config);
    try {
      await restoreInto(database, config, file);
      return 0;
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function restoreInto(database: OpenDatabase, config: Config, file: string): Promise<void> {
  const done = await restore({
    source: file === '-' ? process.stdin : createReadStream(file),
    config: database.config,
    dataDir: config.dataDir,
    env: process.env,
    settings: heldSetting('restore', systemClock.now()),
    clock: systemClock,
  });
  process.stdout.write(
    [
      `Restored the backup of ${done.madeAt}.`,
      `Verified: ${done.rows} rows of ${done.tables} tables and ${done.files} files are what was saved, and the key opens the secrets.`,
      ...(done.missing.length > 0 ? [`${done.missing.length} files were missing when it was made.`] : []),
      'Outgoing mail is held: the original may have sent it already. Look at the outbox, then release it there or by',
      '  bin/rapport release',
      '',
    ].join('\n'),
  );
}

/** A database nobody else is using. */
async function ownDatabase(config: Config): Promise<OpenDatabase> {
  if (config.databaseUrl) return { config: { connectionString: config.databaseUrl }, close: async () => {} };
  try {
    const embedded = await startEmbedded({ dataDir: config.dataDir, log: createLog('silent') });
    return { config: embedded.config, close: () => embedded.stop() };
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    throw new BackupError(`Rapport is running on ${config.dataDir}. A restore needs a folder of its own.`);
  }
}
