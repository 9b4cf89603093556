import { parseArgs } from 'node:util';
import { backup } from '../src/platform/backup/backup.ts';
import { newFile, unwritable } from '../src/platform/backup/new-file.ts';
import { systemClock } from '../src/platform/clock/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { openDatabase } from '../src/platform/db/open.ts';
import { createLog } from '../src/platform/log/log.ts';

export const about =
  'Saves everything into one file, while Rapport runs or not: FILE, or - for standard output';

const use = 'Use: bin/rapport backup FILE [--without-key]\n';

/**
 * Writes a backup to a file that appears only when it is whole, or to standard output. Resolves with 0, 1
 * if it could not be made or files were missing, 2 for wrong use.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { 'without-key': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (!file || positionals.length > 1) {
    process.stderr.write(use);
    return 2;
  }
  try {
    return await save(file, !values['without-key']);
  } catch (error) {
    const words = unwritable(error, file);
    if (!words) throw error;
    process.stderr.write(`${words}\n`);
    return 1;
  }
}

async function save(file: string, withKey: boolean): Promise<number> {
  const toFile = file === '-' ? undefined : await newFile(file);
  const config = readConfig(process.env);
  const database = await openDatabase(config, createLog('silent'));
  try {
    const { head, manifest } = await backup({
      config: database.config,
      dataDir: config.dataDir,
      out: toFile?.out ?? process.stdout,
      withKey,
      clock: systemClock,
    });
    await toFile?.name();
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
    const say = toFile ? process.stdout : process.stderr;
    say.write(
      `Saved ${rows} rows of ${head.tables.length} tables and ${manifest.files.count} files${toFile ? ` to ${file}` : ''}.\n`,
    );
    process.stderr.write(
      head.key
        ? 'It holds the key of all saved passwords: keep it where only you can read it.\n'
        : 'It does not hold the key of the saved passwords: keep secret.key (or RAPPORT_KEY) as well, or it cannot be restored.\n',
    );
    if (manifest.missing.length === 0) return 0;
    process.stderr.write(`${manifest.missing.length} files could not be read and are not in it:\n`);
    for (const hash of manifest.missing) process.stderr.write(`  ${hash}\n`);
    return 1;
  } catch (error) {
    await toFile?.remove();
    throw error;
  } finally {
    await database.close();
  }
}
