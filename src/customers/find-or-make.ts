import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { type By, record } from '../platform/events/record.ts';
import { newId } from '../platform/ids.ts';
import { identityValue } from './identity.ts';
import { searchText } from './search-text.ts';
import type {} from './tables.ts';

export type Found = { id: string; blocked: boolean; made: boolean };

/**
 * The customer an identity belongs to, made if there is none. Two transactions that meet the same new
 * identity end with one customer: the second waits for the first and takes its answer. A name is learnt
 * where none is known, never replaced; `verified` notes the first proof that the identity is theirs.
 */
export async function findOrMakeCustomer(
  tx: Tx,
  by: By,
  identity: { kind: string; value: string; name: string; verified: boolean; language?: string | null },
  now: Date,
): Promise<Found> {
  const { kind, verified } = identity;
  const value = identityValue(kind, identity.value);
  const name = identity.name.replaceAll('\0', '').trim().slice(0, 200);
  const known = await find(tx, kind, value);
  if (known) {
    if (known.name === '' && name !== '') await learnName(tx, known.id, name, now);
    if (verified && !known.verified_at) await proved(tx, kind, value, now);
    return { id: known.id, blocked: known.blocked_at !== null, made: false };
  }
  const id = newId();
  const domain = kind === 'email' ? (value.split('@')[1] ?? null) : null;
  await tx
    .insertInto('customers')
    .values({
      id,
      name,
      language: identity.language ?? null,
      company_id: domain ? sql<string>`(select id from companies where domain = ${domain})` : null,
      search: searchText(name, value),
      created_at: now,
      updated_at: now,
    })
    .execute();
  const won = await tx
    .insertInto('identities')
    .values({
      id: newId(),
      customer_id: id,
      kind,
      value,
      name,
      verified_at: verified ? now : null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'value']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!won) {
    await tx.deleteFrom('customers').where('id', '=', id).execute();
    return findOrMakeCustomer(tx, by, identity, now);
  }
  await record(tx, {
    kind: 'customer.made',
    by: by.kind === 'customer' ? { kind: 'customer', id } : by,
    at: now,
    data: { customerId: id },
  });
  return { id, blocked: false, made: true };
}

const find = (tx: Tx, kind: string, value: string) =>
  tx
    .selectFrom('identities as i')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .select(['c.id', 'c.name', 'c.blocked_at', 'i.verified_at'])
    .where('i.kind', '=', kind)
    .where('i.value', '=', value)
    .executeTakeFirst();

async function learnName(tx: Tx, id: string, name: string, now: Date): Promise<void> {
  await tx
    .updateTable('customers')
    .set({
      name,
      search: sql<string>`${searchText(name)} || ' ' || search`,
      version: sql<number>`version + 1`,
      updated_at: now,
    })
    .where('id', '=', id)
    .where('name', '=', '')
    .execute();
}

async function proved(tx: Tx, kind: string, value: string, now: Date): Promise<void> {
  await tx
    .updateTable('identities')
    .set({ verified_at: now })
    .where('kind', '=', kind)
    .where('value', '=', value)
    .where('verified_at', 'is', null)
    .execute();
}
