import { newFile, unwritable } from '../src/platform/backup/new-file.ts';
import { systemClock } from '../src/platform/clock/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { openDatabase } from '../src/platform/db/open.ts';
import { exportAll } from '../src/platform/export/export.ts';
import { createLog } from '../src/platform/log/log.ts';

export const about =
  'Writes everything as JSON lines with files, for other programs: FILE, or - for standard output';

/** Writes an export to a file that appears only when it is whole. Resolves with 0, 1 if something is missing, 2 for wrong use. */
export async function run([file, ...more]: string[]): Promise<number> {
  if (!file || more.length > 0) {
    process.stderr.write('Use: bin/rapport export FILE\n');
    return 2;
  }
  try {
    return await save(file);
  } catch (error) {
    const words = unwritable(error, file);
    if (!words) throw error;
    process.stderr.write(`${words}\n`);
    return 1;
  }
}

async function save(file: string): Promise<number> {
  const toFile = file === '-' ? undefined : await newFile(file);
  const { dataDir, ...config } = readConfig(process.env);
  const database = await openDatabase({ ...config, dataDir }, createLog('silent'));
  try {
    const out = toFile?.out ?? process.stdout;
    const { rows, files, missing } = await exportAll({
      config: database.config,
      dataDir,
      out,
      clock: systemClock,
    });
    await toFile?.name();
    const count = Object.values(rows).reduce((sum, one) => sum + one, 0);
    const say = toFile ? process.stdout : process.stderr;
    say.write(`Wrote ${count} rows and ${files} files${toFile ? ` to ${file}` : ''}.\n`);
    for (const hash of missing)
      process.stderr.write(`This file could not be read and is not in it: ${hash}\n`);
    return missing.length === 0 ? 0 : 1;
  } catch (error) {
    await toFile?.remove();
    throw error;
  } finally {
    await database.close();
  }
}
