import { createHash } from 'node:crypto';
import { after, day, minute } from '../clock/clock.ts';
import type { Ground } from '../ground.ts';
import type { Job, Schedule } from '../jobs/jobs.ts';
import { refuse } from './errors.ts';

/** How long an answer is remembered. */
const rememberedFor = day;
const longestKey = 200;
const longestAnswer = 256 * 1024;

const digest = (...parts: string[]): Buffer => createHash('sha256').update(parts.join('\0')).digest();

/** A UUID that is the same for the same parts: version 8, whose bits are the maker's own (RFC 9562, 5.8). */
export function idFrom(...parts: string[]): string {
  const bytes = digest(...parts).subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What a route marks as for this reader only (a new key, a cookie, recovery codes) is not written down. */
const isSecret = (answer: Response): boolean =>
  answer.headers.get('cache-control')?.includes('no-store') ?? false;

/**
 * Whether an answer says that nothing was tried, so that asking again must try: a failure of ours, nobody
 * signed in (anyone may send that, so it must not fill a table either), or too many at once.
 */
const isNoAnswer = ({ status }: Response): boolean => status >= 500 || status === 401 || status === 429;

/** Says who sent these headers: one word for each agent or key, null for nobody we know (any more). */
export type WhoAsks = (headers: Headers) => Promise<string | null>;

/** One write under an Idempotency-Key: whose it is, its key, and what it asked. */
export type Repeatable = { owner: string; key: string; request: string };

/**
 * Reads the key of a write. Its owner is who asks (`whoAsks`: an agent, or an API key), so that an answer is given again
 * only to one who is known now, and a write repeated after signing in anew is still the same write. Where nobody is
 * signed in it is the credential itself, never the address, so that nobody reads another's answer by guessing
 * a key. Throws BAD_INPUT when the key is longer than 200 characters.
 */
export async function repeatable(
  { headers, method }: { headers: Headers; method: string },
  path: string,
  body: string,
  whoAsks: WhoAsks,
): Promise<Repeatable | undefined> {
  const key = headers.get('idempotency-key');
  const credential = headers.get('authorization') ?? headers.get('cookie');
  if (!key || !credential) return undefined;
  if (key.length > longestKey) throw refuse('BAD_INPUT', 'An Idempotency-Key has at most 200 characters.');
  const who = await whoAsks(headers);
  return {
    owner: digest(who === null ? credential : `by ${who}`).toString('hex'),
    key,
    request: digest(method, path, body).toString('hex'),
  };
}

/**
 * Answers a write once: the first time `work` runs and its answer is kept, later the kept answer is given
 * again. What was never tried (a failure of ours, 401, 429) is forgotten, so that a retry really tries, and so are secrets. If the process died
 * before the answer was kept, the retry runs again and meets its own earlier act by its `requestId`.
 *
 * Throws KEY_REUSED when the key belongs to a different request.
 */
export async function once(
  ground: Ground,
  write: Repeatable,
  work: () => Promise<Response>,
): Promise<Response> {
  const { owner, key, request } = write;
  const now = ground.clock.now();
  const mine = await ground.db
    .insertInto('idempotency_keys')
    .values({ owner, key, request, status: null, answer: null, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (!mine) {
    const kept = await ground.db
      .selectFrom('idempotency_keys')
      .select(['request', 'status', 'answer', 'at'])
      .where('owner', '=', owner)
      .where('key', '=', key)
      .executeTakeFirst();
    if (kept && kept.request !== request) throw refuse('KEY_REUSED');
    if (kept?.status) {
      const headers = { 'content-type': 'application/json', 'idempotent-replay': 'true' };
      return new Response(kept.answer, { status: kept.status, headers });
    }
    if (kept && now.getTime() - kept.at.getTime() < minute) throw refuse('STILL_RUNNING');
  }
  const forget = () =>
    ground.db.deleteFrom('idempotency_keys').where('owner', '=', owner).where('key', '=', key).execute();
  try {
    const answer = await work();
    const text = await answer.clone().text();
    if (isNoAnswer(answer) || text.length > longestAnswer || isSecret(answer)) await forget();
    else {
      await ground.db
        .updateTable('idempotency_keys')
        .set({ status: answer.status, answer: text })
        .where('owner', '=', owner)
        .where('key', '=', key)
        .execute();
    }
    return answer;
  } catch (error) {
    await forget();
    throw error;
  }
}

/** Forgets answers after a day. */
const tidy: Job = {
  name: 'idempotency.tidy',
  async run({ db, clock }) {
    await db.deleteFrom('idempotency_keys').where('at', '<', after(clock.now(), -rememberedFor)).execute();
  },
};

export const idempotencyJobs: Job[] = [tidy];
export const idempotencySchedules: Schedule[] = [{ job: tidy.name, everySeconds: 60 * 60 }];
