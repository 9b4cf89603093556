import { createHmac, timingSafeEqual } from 'node:crypto';
import { kyselyAdapter } from '@better-auth/kysely-adapter';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { betterAuth } from 'better-auth/minimal';
import { parse } from 'hono/utils/cookie';
import { z } from 'zod';
import { after, day } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Ground } from '../platform/ground.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { newId } from '../platform/ids.ts';
import type {} from './tables.ts';

/*
 * better-auth, wrapped (docs/decisions/0004-sign-in.md). It keeps accounts, hashes passwords (scrypt, in node's
 * thread pool) and makes sessions and their signed cookie. None of its endpoints is mounted: what it can do
 * is reached through this file alone, so that sign-up, magic links and whatever a new version adds do not
 * exist for the outside, and what it believes of a request (address, host) is what we tell it.
 */

/** A session ends this long after it was last used. */
export const sessionDays = 30;
/** How long a browser keeps the cookie (draft-ietf-httpbis-rfc6265bis, section 5.5: at most 400 days); the server decides sooner. */
const cookieSeconds = 400 * 24 * 3600;

/** Adds the one thing we ask of better-auth as a whole: a session with its cookie, by our clock. */
const startsSessions = {
  id: 'rapport',
  endpoints: {
    startSession: createAuthEndpoint.serverOnly(
      {
        method: 'POST',
        body: z.object({ agentId: z.string(), now: z.date(), ip: z.string(), userAgent: z.string() }),
      },
      async (ctx) => {
        const { agentId, now, ip, userAgent } = ctx.body;
        const { internalAdapter } = ctx.context;
        const times = { createdAt: now, updatedAt: now, expiresAt: after(now, sessionDays * day) };
        const session = await internalAdapter.createSession(
          agentId,
          false,
          { ...times, ipAddress: ip, userAgent },
          true,
        );
        const user = await internalAdapter.findUserById(agentId);
        if (!session || !user) throw new Error('A session could not be made.');
        await setSessionCookie(ctx, { session, user });
        return session.id;
      },
    ),
  },
} as const;

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

const make = (ground: Ground) =>
  betterAuth({
    appName: 'Rapport',
    baseURL: ground.config.publicUrl,
    secret: cookieSecret(ground),
    database: kyselyAdapter(ground.db, { type: 'postgres' }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: false },
    user: {
      modelName: 'agents',
      fields: { emailVerified: 'email_verified', ...times },
      additionalFields: { role: { type: 'string', required: true, input: false } },
    },
    session: {
      modelName: 'sessions',
      expiresIn: cookieSeconds,
      fields: {
        userId: 'agent_id',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'seen_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'agent_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...times,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...times } },
    advanced: {
      cookiePrefix: 'rapport',
      useSecureCookies: secure(ground),
      database: { generateId: newId },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [startsSessions],
  });

const made = new WeakMap<Ground, ReturnType<typeof make>>();
function auth(ground: Ground): ReturnType<typeof make> {
  const found = made.get(ground) ?? make(ground);
  made.set(ground, found);
  return found;
}

const secure = (ground: Ground): boolean => ground.config.publicUrl.startsWith('https:');
const cookieName = (ground: Ground): string => `${secure(ground) ? '__Secure-' : ''}rapport.session_token`;

const cookieSecrets = new WeakMap<Ground, string>();
function cookieSecret(ground: Ground): string {
  const known = cookieSecrets.get(ground);
  if (known) return known;
  const secret = ground.secrets.mark('sessions', 'sign-in', 256);
  cookieSecrets.set(ground, secret);
  return secret;
}

/**
 * Starts a session and gives the answer its cookie. Whoever calls has checked everything: password, second
 * factor, that the agent is active. Returns the session's id.
 */
export async function startSession(context: HttpContext, agentId: string, now: Date): Promise<string> {
  const { headers, response } = await auth(context.ground).api.startSession({
    body: {
      agentId,
      now,
      ip: context.ip,
      userAgent: (context.headers.get('user-agent') ?? '').slice(0, 500),
    },
    returnHeaders: true,
  });
  for (const cookie of headers.getSetCookie()) context.answerHeaders.append('set-cookie', cookie);
  return response;
}

/** Takes the cookie back from the browser. */
export function forgetSession(context: HttpContext): void {
  const attributes = `Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure(context.ground) ? '; Secure' : ''}`;
  context.answerHeaders.append('set-cookie', `${cookieName(context.ground)}=; ${attributes}`);
}

/**
 * The session token of a request, if its cookie bears our signature: `token.signature`, HMAC-SHA-256 in
 * base64, as better-call writes signed cookies.
 */
export function sessionToken(ground: Ground, headers: Headers): string | undefined {
  const name = cookieName(ground);
  const cookie = parse(headers.get('cookie') ?? '', name)[name];
  const dot = cookie?.lastIndexOf('.') ?? -1;
  if (!cookie || dot < 1) return undefined;
  const token = cookie.slice(0, dot);
  const given = Buffer.from(cookie.slice(dot + 1), 'base64');
  const ours = createHmac('sha256', cookieSecret(ground)).update(token).digest();
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : undefined;
}

/** A password as it is kept. Takes about 60 ms of another thread, so it is made before a transaction. */
export const hashOf = (password: string): Promise<string> => hashPassword(password.normalize('NFKC'));

/** Sets the password an agent signs in with; `hash` from hashOf. */
export async function setPassword(tx: Tx, agentId: string, hash: string, now: Date): Promise<void> {
  await tx
    .insertInto('accounts')
    .values({
      id: newId(),
      agent_id: agentId,
      provider_id: 'credential',
      account_id: agentId,
      password: hash,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['provider_id', 'account_id']).doUpdateSet({ password: hash, updated_at: now }),
    )
    .execute();
}

/**
 * Whether this is the agent's password. Somebody unknown (null) costs the same time, so that an answer does
 * not tell which addresses exist.
 */
export async function isPassword(ground: Ground, agentId: string | null, password: string): Promise<boolean> {
  const account = await ground.db
    .selectFrom('accounts')
    .select('password')
    .where('agent_id', '=', agentId ?? nobody)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  emptyHash ??= hashOf(newId());
  const hash = account?.password ?? (await emptyHash);
  return (await verifyPassword({ hash, password: password.normalize('NFKC') })) && account?.password != null;
}

const nobody = '00000000-0000-0000-0000-000000000000';
let emptyHash: Promise<string> | undefined;
