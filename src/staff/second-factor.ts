import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createOTP } from '@better-auth/utils/otp';
import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Secrets } from '../platform/settings/secrets.ts';
import type {} from './tables.ts';

/*
 * Time-based one-time passwords (RFC 6238) with recovery codes. The library computes the codes; which
 * code of which step has been used is remembered here, because section 5.2 forbids accepting one twice.
 */

const stepSeconds = 30;
const recoveryCount = 10;
const sealPurpose = (agentId: string): string => `second factor of ${agentId}`;
const recoveryAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * Begins: a new secret that is not asked for until its first code was given (confirmSecondFactor).
 * Throws CONFLICT if one is already in use.
 */
export async function startSecondFactor(
  tx: Tx,
  secrets: Secrets,
  agent: { id: string; email: string },
  workspace: string,
): Promise<{ secret: string; uri: string }> {
  // 160 bits (RFC 4226, section 4, R6), spelt in ASCII because the library takes the key as text.
  const key = randomBytes(20).toString('base64url');
  const row = { secret: secrets.seal(key, sealPurpose(agent.id)), last_step: 0, recovery_codes: [] };
  const written = await tx
    .insertInto('second_factors')
    .values({ agent_id: agent.id, confirmed_at: null, ...row })
    .onConflict((conflict) =>
      conflict.column('agent_id').doUpdateSet(row).where('second_factors.confirmed_at', 'is', null),
    )
    .returning('agent_id')
    .executeTakeFirst();
  if (!written)
    throw refuse('CONFLICT', 'Your second factor is on already. Switch it off first to change it.');
  const uri = createOTP(key).url(workspace, agent.email);
  return { secret: new URL(uri).searchParams.get('secret') ?? '', uri };
}

/** Switches it on with the first code, and gives the recovery codes, which are shown this once. */
export async function confirmSecondFactor(
  tx: Tx,
  secrets: Secrets,
  by: By & { id: string },
  code: string,
  now: Date,
): Promise<string[]> {
  const agentId = by.id;
  const factor = await tx
    .selectFrom('second_factors')
    .select(['secret', 'confirmed_at'])
    .where('agent_id', '=', agentId)
    .forUpdate()
    .executeTakeFirst();
  if (!factor || factor.confirmed_at) throw refuse('CONFLICT', 'Begin with a new secret first.');
  const step = await stepOf(secrets.open(factor.secret, sealPurpose(agentId)), code, now);
  if (step === undefined) throw wrongCode();
  const codes = recoveryCodes();
  await tx
    .updateTable('second_factors')
    .set({
      confirmed_at: now,
      last_step: step,
      recovery_codes: codes.map((each) => mark(secrets, agentId, each)),
    })
    .where('agent_id', '=', agentId)
    .execute();
  await record(tx, { kind: 'staff.changed', by, at: now, data: { agentId } });
  await audit(tx, by, 'agent.start-two-factor', 'agent', agentId, {}, now);
  return codes;
}

/** New recovery codes; the old ones count no more. Throws CONFLICT if there is no second factor. */
export async function renewRecoveryCodes(
  tx: Tx,
  secrets: Secrets,
  by: By & { id: string },
  now: Date,
): Promise<string[]> {
  const agentId = by.id;
  const codes = recoveryCodes();
  const done = await tx
    .updateTable('second_factors')
    .set({ recovery_codes: codes.map((each) => mark(secrets, agentId, each)) })
    .where('agent_id', '=', agentId)
    .where('confirmed_at', 'is not', null)
    .returning('agent_id')
    .executeTakeFirst();
  if (!done) throw refuse('CONFLICT', 'Your second factor is off, so there is nothing to recover.');
  await audit(tx, by, 'agent.renew-recovery-codes', 'agent', agentId, {}, now);
  return codes;
}

/** Switches it off, by the person or by somebody who may. */
export async function endSecondFactor(tx: Tx, by: By, agentId: string, now: Date): Promise<void> {
  await tx.deleteFrom('second_factors').where('agent_id', '=', agentId).execute();
  await record(tx, { kind: 'staff.changed', by, at: now, data: { agentId } });
  await audit(tx, by, 'agent.end-two-factor', 'agent', agentId, {}, now);
}

/** Whether this agent is asked for a code. */
export async function hasSecondFactor(db: Db, agentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('second_factors')
    .select('agent_id')
    .where('agent_id', '=', agentId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Uses a code of the app or a recovery code: true once, false for a wrong or used one. Each is used up by
 * one conditional update, so that of two sign-ins with the same code at once only one goes through.
 */
export async function spendCode(
  db: Db,
  secrets: Secrets,
  agentId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const factor = await db
    .selectFrom('second_factors')
    .select('secret')
    .where('agent_id', '=', agentId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  if (!factor) return false;
  const step = await stepOf(secrets.open(factor.secret, sealPurpose(agentId)), code, now);
  const change = db.updateTable('second_factors').where('agent_id', '=', agentId);
  if (step !== undefined) {
    const used = await change
      .set({ last_step: step })
      .where('last_step', '<', step)
      .returning('agent_id')
      .executeTakeFirst();
    return used !== undefined;
  }
  const hashed = mark(secrets, agentId, code);
  const used = await change
    .set({ recovery_codes: sql<string[]>`array_remove(recovery_codes, ${hashed})` })
    .where(sql<boolean>`${hashed} = any(recovery_codes)`)
    .returning('agent_id')
    .executeTakeFirst();
  return used !== undefined;
}

export const wrongCode = () =>
  refuse('BAD_INPUT', 'This code is not right, or was used already. Wait for the next one and try again.');

/** The 30-second step a code belongs to: the present one or a neighbour (RFC 6238, section 5.2). */
async function stepOf(key: string, code: string, now: Date): Promise<number | undefined> {
  const given = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(given)) return undefined;
  const present = Math.floor(now.getTime() / 1000 / stepSeconds);
  let found: number | undefined;
  for (const step of [present - 1, present, present + 1]) {
    const right = await createOTP(key, { digits: 6 }).hotp(step);
    if (timingSafeEqual(Buffer.from(right), Buffer.from(given))) found = step;
  }
  return found;
}

/** Ten codes like "k7mqd-x3vnp", about 49 bits each, which the key outside the database makes safe to keep. */
function recoveryCodes(): string[] {
  return Array.from({ length: recoveryCount }, () => {
    // 248 is the largest multiple of 31 letters below 256: what is above would make some letters likelier.
    const letters: string[] = [];
    while (letters.length < 10)
      for (const byte of randomBytes(16)) {
        if (byte < 248 && letters.length < 10) letters.push(recoveryAlphabet[byte % 31] as string);
      }
    return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
  });
}

const mark = (secrets: Secrets, agentId: string, code: string): string =>
  secrets.mark(`${agentId} ${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`, 'recovery code', 120);
