import type { Db } from '../../platform/db/connect.ts';
import { refuse } from '../../platform/http/errors.ts';
import type {} from '../tables.ts';
import type { Passkey } from './contract.ts';

/** Somebody's passkeys, newest first. */
export const listPasskeys = (db: Db, agentId: string): Promise<Passkey[]> =>
  db
    .selectFrom('passkeys')
    .select([
      'id',
      'name',
      'rp_id as host',
      'synced',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
    ])
    .where('agent_id', '=', agentId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

/** One of them. Throws NOT_FOUND. */
export async function viewPasskey(db: Db, agentId: string, id: string): Promise<Passkey> {
  const found = (await listPasskeys(db, agentId)).find((passkey) => passkey.id === id);
  if (!found) throw refuse('NOT_FOUND');
  return found;
}
