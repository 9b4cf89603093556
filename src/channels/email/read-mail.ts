import { availableParallelism } from 'node:os';
import { second } from '../../platform/clock/clock.ts';
import type { ParsedMail } from './parse/mail.ts';
import { createParserPool, type ParserPool } from './parse/pool.ts';

export type ReadMail =
  | { ok: true; mail: ParsedMail; clean: { html: string; remoteImages: number; warnings: string[] } | null }
  | { ok: false; reason: string };

const deadlineMs = 10 * second;

/** One pool for the process; its threads start with the first mail and never keep the process alive. */
let pool: ParserPool | undefined;

/** Reads raw bytes in a worker thread with a deadline, and makes their HTML safe there. Never rejects. */
export async function readMail(bytes: Buffer): Promise<ReadMail> {
  pool ??= createParserPool({ size: Math.min(4, Math.max(1, availableParallelism())), deadlineMs });
  // A copy: the pool moves what it is given into its thread, and the original is needed here.
  const result = await pool.parse(new Uint8Array(bytes), { sanitize: true });
  if ('unreadable' in result) return { ok: false, reason: result.unreadable };
  const { safeHtml, ...mail } = result;
  return { ok: true, mail, clean: safeHtml ?? null };
}
