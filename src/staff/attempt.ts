import { createHash, randomBytes } from 'node:crypto';
import { parse } from 'hono/utils/cookie';
import { after, minute } from '../platform/clock/clock.ts';
import type { Db } from '../platform/db/connect.ts';
import type { Ground } from '../platform/ground.ts';
import { addressKey } from '../platform/http/address.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import type {} from './tables.ts';
import { takeOne } from './take-one.ts';
import { limitsOf } from './tries.ts';

/*
 * A sign-in of several steps: what we asked (a challenge, a state) is kept until the answer comes. It is bound
 * to the browser that asked by a cookie no script reads, is used once, and runs out, so that an answer stolen
 * on its way is worth nothing to somebody else.
 */

const lasts = 10 * minute;
export type Purpose = 'passkey-add' | 'passkey' | 'provider';

const secure = (ground: Ground): boolean => ground.config.publicUrl.startsWith('https:');
const cookieName = (ground: Ground): string => `${secure(ground) ? '__Secure-' : ''}rapport.attempt`;
const sealPurpose = (purpose: Purpose): string => `sign-in attempt: ${purpose}`;

/** The cookie that names this browser while it signs in; made if it has none. */
function browserOf(context: HttpContext, make: boolean): string {
  const { ground, headers, answerHeaders } = context;
  const name = cookieName(ground);
  const known = parse(headers.get('cookie') ?? '', name)[name];
  if (known && /^[\w-]{32}$/.test(known)) return known;
  if (!make) return '';
  const made = randomBytes(24).toString('base64url');
  // Lax and not Strict: an identity provider sends the browser back from another site.
  answerHeaders.append(
    'set-cookie',
    `${name}=${made}; Path=/; HttpOnly; SameSite=Lax${secure(ground) ? '; Secure' : ''}`,
  );
  return made;
}

const hashOf = (browser: string, id: string): Buffer =>
  createHash('sha256').update(`${browser} ${id}`).digest();

/**
 * Begins an attempt of this browser that keeps `secret` for ten minutes. Returns its id, which the answer has
 * to name. Throws TOO_MANY.
 */
export async function beginAttempt(
  context: HttpContext,
  purpose: Purpose,
  { agentId = null, secret }: { agentId?: string | null; secret: Record<string, unknown> },
  now: Date,
): Promise<string> {
  const { ground } = context;
  takeOne(limitsOf(ground).attempts, addressKey(context.ip), now);
  const id = randomBytes(24).toString('base64url');
  await ground.db
    .insertInto('sign_in_attempts')
    .values({
      token_hash: hashOf(browserOf(context, true), id),
      purpose,
      agent_id: agentId,
      secret: ground.secrets.seal(JSON.stringify(secret), sealPurpose(purpose)),
      expires_at: after(now, lasts),
    })
    .execute();
  return id;
}

export type Attempt = { agentId: string | null; secret: unknown };

/** Uses up an attempt of this browser. Throws GONE when there is none, or it was used, or it is too old. */
export async function spendAttempt(
  context: HttpContext,
  purpose: Purpose,
  id: string,
  now: Date,
): Promise<Attempt> {
  const row = await context.ground.db
    .deleteFrom('sign_in_attempts')
    .where('token_hash', '=', hashOf(browserOf(context, false), id))
    .where('purpose', '=', purpose)
    .returning(['agent_id', 'secret', 'expires_at'])
    .executeTakeFirst();
  return opened(context.ground, purpose, row, now);
}

/** The same without using it up, for a step that may be tried again. */
export async function readAttempt(
  context: HttpContext,
  purpose: Purpose,
  id: string,
  now: Date,
): Promise<Attempt> {
  const row = await context.ground.db
    .selectFrom('sign_in_attempts')
    .select(['agent_id', 'secret', 'expires_at'])
    .where('token_hash', '=', hashOf(browserOf(context, false), id))
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  return opened(context.ground, purpose, row, now);
}

function opened(
  ground: Ground,
  purpose: Purpose,
  row: { agent_id: string | null; secret: Buffer; expires_at: Date } | undefined,
  now: Date,
): Attempt {
  if (!row || row.expires_at <= now)
    throw refuse('GONE', 'This took too long, or was begun in another browser. Please try again.');
  return {
    agentId: row.agent_id,
    secret: JSON.parse(ground.secrets.open(row.secret, sealPurpose(purpose))),
  };
}

/** Forgets attempts nobody ended. */
export const forgetAttempts = (db: Db, now: Date) =>
  db.deleteFrom('sign_in_attempts').where('expires_at', '<', now).execute();
