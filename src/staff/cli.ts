import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Clock, systemClock } from '../platform/clock/clock.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { connect, type Db } from '../platform/db/connect.ts';
import { migrate } from '../platform/db/migrate.ts';
import { openDatabase } from '../platform/db/open.ts';
import { Refusal } from '../platform/http/errors.ts';
import { createLog } from '../platform/log/log.ts';

/** What the words of bin/ that deal with staff share. */

/** A sentence for the person at the terminal, in place of a result. */
export class CannotDo extends Error {}

type Command<Options> = {
  /** How to call it, shown when it was called otherwise. */
  use: string;
  /** Names of options; those in `flags` take no value. */
  options: readonly string[];
  flags?: readonly string[];
  read(given: Record<string, string | boolean | undefined>): Promise<Options> | Options;
  /** Does it on the database, of a running server or not; what it returns is printed. */
  work(db: Db, options: Options, clock: Clock, config: Config): Promise<string>;
};

/**
 * Runs one word: reads its options, opens the database (that of the running server, if one runs), works,
 * prints the result alone on standard output. Resolves with the exit code: 0, 1 if it could not be done, 2
 * for wrong use.
 */
export async function runCommand<Options>(args: string[], command: Command<Options>): Promise<number> {
  const { use, options, flags = [], read, work } = command;
  let wanted: Options;
  try {
    const known = Object.fromEntries([
      ...options.map((name) => [name, { type: 'string' as const }]),
      ...flags.map((name) => [name, { type: 'boolean' as const }]),
    ]);
    const { values } = parseArgs({ args, options: known, strict: true });
    wanted = await read(values as Record<string, string | boolean | undefined>);
  } catch (error) {
    process.stderr.write(`${sentence(error)}\nUse: bin/rapport ${use}\n`);
    return 2;
  }
  try {
    const config = readConfig(process.env);
    process.stdout.write(`${await onDatabase(config, (db) => work(db, wanted, systemClock, config))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof CannotDo)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function onDatabase<T>(config: Config, work: (db: Db) => Promise<T>): Promise<T> {
  // Standard output is for the result, so the log of a database started for this stays quiet.
  const log = createLog('silent');
  const opened = await openDatabase(config, log);
  try {
    await migrate(opened.config);
    const connection = connect(opened.config, () => {}, 2);
    try {
      return await work(connection.db);
    } finally {
      await connection.close();
    }
  } finally {
    await opened.close();
  }
}

const sentence = (error: unknown): string => {
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n');
  return error instanceof Error ? error.message : String(error);
};

/** All of standard input, without the line break at its end. */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

/** An active agent by address. Throws CannotDo. */
export async function agentByEmail(db: Db, email: string): Promise<{ id: string; role: string }> {
  const agent = await db
    .selectFrom('agents')
    .select(['id', 'role', 'deactivated_at'])
    .where('email', '=', email)
    .executeTakeFirst();
  if (!agent) throw new CannotDo(`Nobody with the address ${email} works here.`);
  if (agent.deactivated_at) throw new CannotDo(`${email} is deactivated.`);
  return agent;
}
