import { sql } from 'kysely';
import { minute } from '../platform/clock/clock.ts';
import type { Db } from '../platform/db/connect.ts';
import type {} from './tables.ts';
import { tooMany } from './take-one.ts';

/*
 * How often the codes of a second factor, and one's own password again, may be guessed: eight at once, then one every
 * two minutes or so. Whoever guesses here has passed one proof, and a code has six digits, so this count is kept in
 * the database: with one in each process there would be as many guesses as processes, and eight more after every
 * restart. It is written outside of any transaction that a wrong code undoes.
 */

const most = 8;
const oneEveryMs = (15 * minute) / most;

/** What has come back since a row was written; a clock that was set back gives nothing and takes nothing. */
const leftAt = (now: Date) =>
  sql<number>`least(${most}::float8, t."left" + greatest(0, extract(epoch from ${now}::timestamptz - t.at)) * 1000 / ${oneEveryMs}::float8)`;

/** Takes one try of this agent's, before the guess is looked at. Throws TOO_MANY, saying for how long. */
export async function takeTry(db: Db, agentId: string, now: Date): Promise<void> {
  const { rows } = await sql`
    insert into code_tries as t (agent_id, "left", at) values (${agentId}, ${most - 1}, ${now})
    on conflict (agent_id) do update set "left" = ${leftAt(now)} - 1, at = excluded.at
    where ${leftAt(now)} >= 1 returning agent_id`.execute(db);
  if (rows.length > 0) return;
  const found = await sql<{ left: number }>`
    select ${leftAt(now)} as "left" from code_tries t where agent_id = ${agentId}`.execute(db);
  throw tooMany((1 - (found.rows[0]?.left ?? 0)) * oneEveryMs);
}

/** Gives it back: the guess was right. */
export async function giveTryBack(db: Db, agentId: string): Promise<void> {
  await sql`update code_tries set "left" = least(${most}::float8, "left" + 1) where agent_id = ${agentId}`.execute(
    db,
  );
}
