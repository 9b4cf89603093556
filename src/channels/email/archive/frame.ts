import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../../../platform/config.ts';
import { archiveFolder } from './place.ts';

/** The flags in a name of a Maildir: T is in the trash, D is a draft (https://cr.yp.to/proto/maildir.html). */
const isUnwanted = (name: string): boolean => /[:;!]2,[A-Z]*[DT]/.test(name);

/** The mails of a Maildir and of the folders in it, in an order that is the same every time. */
export async function mailsOfMaildir(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter(
      (one) =>
        one.isFile() && ['cur', 'new'].includes(path.basename(one.parentPath)) && !isUnwanted(one.name),
    )
    .map((one) => path.join(one.parentPath, one.name))
    .sort();
}

/**
 * Writes mails that are files into one framed archive in the data folder, under a name that depends on them
 * alone, and returns its path. One that is there already is taken as it is, so that reading it can go on.
 */
export async function frame(config: Pick<Config, 'dataDir'>, mails: readonly string[]): Promise<string> {
  const name = createHash('sha256').update(mails.join('\n')).digest('hex').slice(0, 32);
  const file = path.join(archiveFolder(config), `maildir-${name}`);
  if (await stat(file).catch(() => undefined)) return file;
  await mkdir(archiveFolder(config), { recursive: true, mode: 0o700 });
  const out = await open(`${file}.part`, 'w', 0o600);
  try {
    for (const mail of mails) {
      const head = Buffer.alloc(4);
      head.writeUInt32BE((await stat(mail)).size);
      await out.write(head);
      for await (const part of createReadStream(mail)) await out.write(part);
    }
    await out.sync();
  } finally {
    await out.close();
  }
  await rename(`${file}.part`, file);
  return file;
}
