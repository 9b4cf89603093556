import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Db } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import type { Secrets } from './secrets.ts';
import { readSetting, writeSetting } from './settings.ts';

/*
 * A sealed secret is: version (1 byte, always 1), key id (4), nonce (12), tag (16), then the encrypted text.
 * AES-256-GCM (NIST SP 800-38D) under a key derived by HKDF-SHA-256 (RFC 5869) for its purpose; header and
 * purpose are authenticated with it. The key id says which of several keys it was, so that keys can be
 * replaced: the new one goes on top of the file, the old ones stay below until everything is sealed anew.
 */
const version = 1;
const headerBytes = 5;
const nonceBytes = 12;
const tagBytes = 16;

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

const derive = (key: Buffer, info: string, bytes = 32): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `rapport/${info}`, bytes));

/**
 * Secrets under `keys`, of 32 bytes each: the first seals, all of them open. Marks are made with the last,
 * the oldest, because tokens in mails that left years ago must still be ours after a new key was added.
 */
export function secretsOf(keys: Buffer[]): Secrets {
  const [current, oldest] = [keys[0], keys.at(-1)];
  if (!current || !oldest || keys.some((key) => key.length !== 32))
    throw new Error('A key must have 32 bytes.');
  const byId = new Map(keys.map((key) => [derive(key, 'id', 4).toString('hex'), key]));
  const currentId = derive(current, 'id', 4);
  const bind = (header: Uint8Array, purpose: string) => Buffer.concat([header, Buffer.from(purpose)]);

  return {
    seal(plain, purpose) {
      const header = Buffer.concat([Buffer.of(version), currentId]);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', derive(current, `seal/${purpose}`), nonce);
      cipher.setAAD(bind(header, purpose));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
    },

    open(sealed, purpose) {
      const bytes = Buffer.from(sealed);
      const header = bytes.subarray(0, headerBytes);
      const nonce = bytes.subarray(headerBytes, headerBytes + nonceBytes);
      const tag = bytes.subarray(headerBytes + nonceBytes, headerBytes + nonceBytes + tagBytes);
      const key = byId.get(header.subarray(1).toString('hex'));
      if (header[0] !== version || tag.length !== tagBytes || !key) throw cannotOpen(purpose);
      const cipher = createDecipheriv('aes-256-gcm', derive(key, `seal/${purpose}`), nonce, {
        authTagLength: tagBytes,
      });
      cipher.setAAD(bind(header, purpose));
      cipher.setAuthTag(tag);
      try {
        const body = bytes.subarray(headerBytes + nonceBytes + tagBytes);
        return Buffer.concat([cipher.update(body), cipher.final()]).toString('utf8');
      } catch {
        throw cannotOpen(purpose);
      }
    },

    mark(text, purpose, bits) {
      const sum = createHmac('sha256', derive(oldest, `mark/${purpose}`))
        .update(text)
        .digest();
      return base32(sum, bits);
    },
  };
}

const cannotOpen = (purpose: string): Error =>
  new Error(`This secret (${purpose}) was sealed with another key or for another purpose.`);

/** The first `bits` of `bytes` in RFC 4648 base32, lower case; the last character may carry fewer than five. */
function base32(bytes: Uint8Array, bits: number): string {
  if (bits < 1 || bits > bytes.length * 8) throw new Error(`${bits} bits cannot be taken from a hash.`);
  let text = '';
  let [held, value] = [0, 0];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += alphabet[(value >> held) & 31];
      if (text.length * 5 >= bits) return text;
    }
    value &= (1 << held) - 1;
  }
  return text + alphabet[(value << (5 - held)) & 31];
}

const fileHead =
  '# Opens the passwords kept in the Rapport database. Keep a copy apart from backups of the database.\n' +
  '# To replace it, put a new line (32 random bytes in base64) above the old one; keep the old one.\n';

/**
 * The key kept outside the database: RAPPORT_KEY (base64 of 32 bytes; several separated by commas, newest
 * first), or else `<dataDir>/secret.key`, made at the first start and readable by its owner only.
 * Throws an Error an operator understands when it is there but cannot be a key.
 */
export async function loadSecrets(dataDir: string, env: NodeJS.ProcessEnv): Promise<Secrets> {
  if (env.RAPPORT_KEY) return secretsOf(readKeys(env.RAPPORT_KEY.split(','), 'RAPPORT_KEY'));
  const file = path.join(dataDir, 'secret.key');
  const text = (await readIfThere(file)) ?? (await makeKeyFile(dataDir, file));
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  return secretsOf(readKeys(lines, file));
}

function readKeys(words: string[], where: string): Buffer[] {
  const keys = words
    .map((word) => word.trim())
    .filter(Boolean)
    .map((word) => Buffer.from(word, 'base64'));
  if (keys.length === 0 || keys.some((key) => key.length !== 32)) {
    throw new Error(
      `${where} does not hold a key: expected 32 bytes in base64. Nothing was changed. ` +
        'Put the right key back (from your backup), or remove it only if the database is empty.',
    );
  }
  return keys;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written whole and synced before it gets its name, and `link` never overwrites: of two starts one wins. */
async function makeKeyFile(dataDir: string, file: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${fileHead}${randomBytes(32).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const folder = await open(dataDir, 'r');
  await folder.sync().finally(() => folder.close());
  return readFile(file, 'utf8');
}

const canaryKey = 'platform.key';
const Canary = z.object({ sealed: z.string(), mark: z.string() }).optional();

/**
 * Compares the key with the one this database was made with, at each start: a word sealed at the first
 * start must open again. Throws an Error an operator understands when it does not, since going on would
 * lose every mailbox password without a word (SAFETY, "No one in" 9).
 */
export async function checkKey(db: Db, secrets: Secrets, now: Date): Promise<void> {
  const mark = secrets.mark('rapport', canaryKey, 80);
  const sealed = secrets.seal('rapport', canaryKey);
  const sameKey = (other: string) =>
    Buffer.from(other, 'base64').subarray(0, headerBytes).equals(sealed.subarray(0, headerBytes));
  await transact(db, async (tx) => {
    const found = await readSetting(tx, canaryKey, Canary);
    if (found && (found.mark !== mark || !opens(secrets, found.sealed))) {
      throw new Error(
        'The key does not belong to this database. Rapport stays off, and nothing was changed. Put back the ' +
          'secret.key (or RAPPORT_KEY) that was used with it before; without it, saved passwords cannot be read.',
      );
    }
    if (found && sameKey(found.sealed)) return;
    await writeSetting(tx, canaryKey, { sealed: sealed.toString('base64'), mark }, now);
  });
}

/** Whether these secrets open what the workspace with this `platform.key` setting (its raw value) sealed. */
export function opensSecretsOf(secrets: Secrets, value: unknown): boolean {
  const found = Canary.safeParse(value);
  return found.success && found.data !== undefined && opens(secrets, found.data.sealed);
}

function opens(secrets: Secrets, sealed: string): boolean {
  try {
    return secrets.open(Buffer.from(sealed, 'base64'), canaryKey) === 'rapport';
  } catch {
    return false;
  }
}
