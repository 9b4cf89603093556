import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { ParsedMail } from '../src/channels/email/parse/mail.ts';
import { createParserPool, type ParserPool, type PoolResult } from '../src/channels/email/parse/pool.ts';

export const about = 'Prints what Rapport makes of a raw mail on standard input as JSON; --files reads paths';

/** Mails under way at once for each thread, so that reading files and parsing overlap. */
const ahead = 4;
const deadlineMs = 30_000;

/**
 * `rapport parse-mail < MAIL` prints what Rapport makes of one raw mail as JSON; with `--files` it reads one
 * path a line and prints one JSON line each, in order. Nothing else goes to standard output.
 * Resolves with the exit code: 0, 1 when a mail could not be read, 2 for wrong use.
 */
export async function run(args: string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--files');
  if (unknown) {
    process.stderr.write(
      `parse-mail: unknown option ${unknown}\nUse: parse-mail < MAIL, or parse-mail --files < LIST\n`,
    );
    return 2;
  }
  const many = args.includes('--files');
  const pool = createParserPool({ size: many ? Math.max(1, availableParallelism()) : 1, deadlineMs });
  try {
    return many ? await parseFiles(pool) : await parseOne(pool);
  } finally {
    await pool.close();
  }
}

async function parseOne(pool: ParserPool): Promise<number> {
  const result = await pool.parse(await readInput());
  await print(`${JSON.stringify(shape(result), null, 2)}\n`);
  return 'unreadable' in result ? 1 : 0;
}

async function parseFiles(pool: ParserPool): Promise<number> {
  const paths = (await readInput())
    .toString()
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter(Boolean);
  const underWay: Promise<PoolResult>[] = [];
  let next = 0;
  let failed = false;
  const window = Math.max(1, availableParallelism()) * ahead;
  for (let printed = 0; printed < paths.length; printed++) {
    while (next < paths.length && next < printed + window)
      underWay.push(parseFile(pool, paths[next++] as string));
    const result = await (underWay.shift() as Promise<PoolResult>);
    if ('unreadable' in result) failed = true;
    await print(`${JSON.stringify(shape(result))}\n`);
  }
  return failed ? 1 : 0;
}

async function parseFile(pool: ParserPool, path: string): Promise<PoolResult> {
  try {
    return await pool.parse(await readFile(path));
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : 'the file could not be read' };
  }
}

/** The printed form; a mail that could not be read has every key too, and says why under `unreadable`. */
function shape(result: PoolResult): object {
  const mail: Partial<ParsedMail> = 'unreadable' in result ? {} : result;
  return {
    from: mail.from ?? null,
    to: mail.to ?? [],
    cc: mail.cc ?? [],
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? null,
    replyText: mail.replyText ?? '',
    attachments: (mail.attachments ?? []).map(({ name, type, size }) => ({ name, type, size })),
    auto: mail.auto ?? null,
    bounce: mail.bounce ?? null,
    messageId: mail.messageId ?? null,
    inReplyTo: mail.inReplyTo?.[0] ?? null,
    references: mail.references ?? [],
    date: mail.date?.toISOString() ?? null,
    forwardedFrom: mail.forwardedFrom ?? null,
    ...('unreadable' in result ? { unreadable: result.unreadable } : {}),
  };
}

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Waits where the reader of our output is slower than we are. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(text, (error) => (error ? reject(error) : resolve())),
  );
}
