import { randomBytes } from 'node:crypto';
import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Scope } from './caller.ts';
import { hashOfKey, keyStart } from './signed-in.ts';
import type {} from './tables.ts';

/**
 * Makes an API key that acts as `agentId` within its scopes (docs/decisions/0005-api-keys.md). Returns the key,
 * which is shown this once: only its hash and its first letters are kept.
 */
export async function addApiKey(
  tx: Tx,
  by: By,
  input: { agentId: string; name: string; scopes: readonly Scope[]; expiresAt?: Date | null },
  now: Date,
): Promise<{ id: string; key: string }> {
  if (input.expiresAt && input.expiresAt <= now)
    throw refuse('BAD_INPUT', 'The end of this key lies in the past.');
  const id = newId();
  const key = keyStart + randomBytes(32).toString('base64url');
  await tx
    .insertInto('api_keys')
    .values({
      id,
      agent_id: input.agentId,
      name: input.name,
      prefix: key.slice(0, keyStart.length + 6),
      hash: hashOfKey(key),
      scopes: [...new Set(input.scopes)],
      created_at: now,
      expires_at: input.expiresAt ?? null,
      last_used_at: null,
    })
    .execute();
  await audit(tx, by, 'key.make', 'api-key', id, { scopes: [...input.scopes] }, now);
  return { id, key };
}

/** Ends a key at once. */
export async function revokeApiKey(tx: Tx, by: By, id: string, now: Date): Promise<void> {
  await tx.deleteFrom('api_keys').where('id', '=', id).execute();
  await audit(tx, by, 'key.revoke', 'api-key', id, {}, now);
}
