import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { beginArchive } from '../src/channels/email/archive/begin.ts';
import { frame, mailsOfMaildir } from '../src/channels/email/archive/frame.ts';
import { readOn } from '../src/channels/email/archive/read-on.ts';
import { viewArchive } from '../src/channels/email/archive/views.ts';
import { systemClock } from '../src/platform/clock/clock.ts';
import { type Config, readConfig } from '../src/platform/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { openDatabase } from '../src/platform/db/open.ts';
import { transact } from '../src/platform/db/transact.ts';
import { bySystem } from '../src/platform/events/record.ts';
import { diskFiles } from '../src/platform/files/disk.ts';
import type { Ground } from '../src/platform/ground.ts';
import { createLog } from '../src/platform/log/log.ts';
import { loadSecrets } from '../src/platform/settings/key.ts';

export const about =
  'Brings old mail in as history: --mailbox ADDRESS PATH, an mbox file or a Maildir folder';

const use = 'Use: bin/rapport import-mail --mailbox ADDRESS PATH\n';

/**
 * Brings in an mbox file or a Maildir that lies on this machine, while Rapport runs or not. Ended in the midst
 * and called again, it goes on where it stopped. Resolves with 0, 1 if it could not be done, 2 for wrong use.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { mailbox: { type: 'string' } },
    allowPositionals: true,
  });
  const [given] = positionals;
  if (!given || !values.mailbox || positionals.length > 1) {
    process.stderr.write(use);
    return 2;
  }
  const config = readConfig(process.env);
  const source = await sourceOf(config, path.resolve(given));
  if (!source) {
    process.stderr.write(
      `There is no mail at ${given}: neither an mbox file nor a Maildir with “cur” and “new”.\n`,
    );
    return 1;
  }
  const database = await openDatabase(config, createLog('silent'));
  try {
    await migrate(database.config);
    const connection = connect(database.config, () => {}, 6);
    try {
      return await bringIn(await groundOf(config, connection), values.mailbox.toLowerCase(), source);
    } finally {
      await connection.close();
    }
  } finally {
    await database.close();
  }
}

type Source = { file: string; format: 'mbox' | 'framed'; name: string; size: number; made: boolean };

async function sourceOf(config: Config, given: string): Promise<Source | undefined> {
  const found = await stat(given).catch(() => undefined);
  const name = path.basename(given);
  if (!found) return undefined;
  if (found.isFile()) return { file: given, format: 'mbox', name, size: found.size, made: false };
  const mails = await mailsOfMaildir(given);
  if (mails.length === 0) return undefined;
  const file = await frame(config, mails);
  return { file, format: 'framed', name, size: (await stat(file)).size, made: true };
}

const groundOf = async (config: Config, { db, pool }: ReturnType<typeof connect>): Promise<Ground> => ({
  config,
  db,
  pool,
  clock: systemClock,
  log: createLog('warn'),
  files: diskFiles(path.join(config.dataDir, 'files')),
  secrets: await loadSecrets(config.dataDir, process.env),
});

async function bringIn(ground: Ground, address: string, source: Source): Promise<number> {
  const channel = await ground.db
    .selectFrom('channels')
    .select('id')
    .where('type', '=', 'email')
    .where('address', '=', address)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!channel) {
    process.stderr.write(
      `The mailbox ${address} is not connected. Connect it first; forwarding is enough.\n`,
    );
    return 1;
  }
  const { id } = await transact(ground.db, (tx) =>
    beginArchive(
      tx,
      bySystem,
      {
        channelId: channel.id,
        format: source.format,
        name: source.name,
        fingerprint: `${source.file} ${source.size}`,
        size: source.size,
        path: source.file,
      },
      ground.clock.now(),
    ),
  );
  for (;;) {
    const state = await readOn(ground, id);
    const { done, size, brought, known, leftOut, problem } = await viewArchive(ground.db, id);
    const counts = `${brought} mails brought in, ${known} here before, ${leftOut} left out`;
    process.stderr.write(`\r${Math.floor((done / size) * 100)} %: ${counts}`);
    if (state === 'reading') continue;
    process.stderr.write('\n');
    if (state === 'done' && source.made) await rm(source.file, { force: true });
    if (state === 'done') return 0;
    process.stderr.write(`${problem || 'It was paused or given up meanwhile.'}\n`);
    return 1;
  }
}
