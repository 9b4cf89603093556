import { type RawBuilder, sql } from 'kysely';
import { ask, later, type Question, question } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import { type By, record } from '../platform/events/record.ts';
import { newId } from '../platform/ids.ts';
import { identityValue } from './identity.ts';
import { searchText } from './search-text.ts';
import type {} from './tables.ts';

/** By what somebody is known; `verified` says that it is proven to be theirs. */
export type Identity = {
  kind: string;
  value: string;
  name: string;
  verified: boolean;
  language?: string | null;
};
export type Known = { id: string; name: string; blocked_at: Date | null; verified_at: Date | null };
export type Found = { id: string; blocked: boolean; made: boolean };

/** Who is known by an identity. */
export function customerBy(tx: Tx, kind: string, value: string): Question<Known | undefined> {
  const query = tx
    .selectFrom('identities as i')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .select(['c.id', 'c.name', 'c.blocked_at', 'i.verified_at'])
    .where('i.kind', '=', kind)
    .where('i.value', '=', identityValue(kind, value));
  return question([query], ([[known]]) => known);
}

/**
 * The customer an identity belongs to, made if there is none. Two transactions that meet the same new
 * identity end with one customer: the second waits for the first and takes its answer. A name is learnt
 * where none is known, never replaced; `verified` notes the first proof that the identity is theirs.
 */
export async function findOrMakeCustomer(tx: Tx, by: By, identity: Identity, now: Date): Promise<Found> {
  for (;;) {
    const [known] = await ask(tx, customerBy(tx, identity.kind, identity.value));
    if (known) return meetCustomer(tx, by, identity, known, now);
    const id = newId();
    const { rows } = await making(id, identity, now).execute(tx);
    if (rows.length > 0) return welcomed(tx, by, id, now);
  }
}

/**
 * The same for whoever has asked who is known by the identity already. If somebody else makes the customer in
 * this very moment, none is made here, and what refers to the id given back fails with its whole
 * transaction: it has to be one that is run again.
 */
export async function meetCustomer(
  tx: Tx,
  by: By,
  identity: Identity,
  known: Known | undefined,
  now: Date,
): Promise<Found> {
  if (!known) {
    const id = newId();
    await later(tx, making(id, identity, now));
    return welcomed(tx, by, id, now);
  }
  const name = nameOf(identity);
  if (known.name === '' && name !== '') await learnName(tx, known.id, name, now);
  if (identity.verified && !known.verified_at) await proved(tx, identity, now);
  return { id: known.id, blocked: known.blocked_at !== null, made: false };
}

/** Makes a customer and the identity; neither, and no row comes back, if the identity is there by now. */
function making(id: string, identity: Identity, now: Date): RawBuilder<{ id: string }> {
  const { kind, verified } = identity;
  const value = identityValue(kind, identity.value);
  const name = nameOf(identity);
  const domain = kind === 'email' ? (value.split('@')[1] ?? null) : null;
  return sql`
    with own as (
      insert into identities (id, customer_id, kind, value, name, verified_at, created_at)
      values (${newId()}, ${id}, ${kind}, ${value}, ${name}, ${verified ? now : null}, ${now})
      on conflict (kind, value) do nothing
      returning customer_id
    )
    insert into customers (id, name, language, company_id, search, created_at, updated_at)
    select customer_id, ${name}, ${identity.language ?? null}, (select id from companies where domain = ${domain}),
      ${searchText(name, value)}, ${now}::timestamptz, ${now}::timestamptz
    from own
    returning id`;
}

async function welcomed(tx: Tx, by: By, id: string, now: Date): Promise<Found> {
  const maker = by.kind === 'customer' ? { kind: by.kind, id } : by;
  await record(tx, { kind: 'customer.made', by: maker, at: now, data: { customerId: id } });
  return { id, blocked: false, made: true };
}

const nameOf = ({ name }: Identity): string => name.replaceAll('\0', '').trim().slice(0, 200);

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

async function proved(tx: Tx, { kind, value }: Identity, now: Date): Promise<void> {
  await tx
    .updateTable('identities')
    .set({ verified_at: now })
    .where('kind', '=', kind)
    .where('value', '=', identityValue(kind, value))
    .where('verified_at', 'is', null)
    .execute();
}
