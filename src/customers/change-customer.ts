import { type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Tables } from '../platform/db/tables.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { checkedFields } from './fields.ts';
import { identityValue } from './identity.ts';
import { searchText } from './search-text.ts';

type CustomerRow = Selectable<Tables['customers']>;

export type Facts = {
  name?: string | undefined;
  companyId?: string | null | undefined;
  language?: string | null | undefined;
  timeZone?: string | null | undefined;
  note?: string | undefined;
  fields?: Record<string, unknown> | undefined;
};
export type NewIdentity = { kind: string; value: string };

/**
 * Adds a customer with their identities. Throws ALREADY_EXISTS, with the customer's id, if an identity is
 * somebody's already: nobody is made twice.
 */
export async function addCustomer(
  tx: Tx,
  by: By,
  input: Facts & { email?: string | undefined; identities?: NewIdentity[] | undefined },
  now: Date,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('customers')
    .values({
      id,
      company_id: null,
      language: null,
      time_zone: null,
      blocked_at: null,
      created_at: now,
      updated_at: now,
    })
    .execute();
  const row = await lockCustomer(tx, id);
  const mail = input.email ? [{ kind: 'email', value: input.email }] : [];
  for (const identity of [...mail, ...(input.identities ?? [])]) await insertIdentity(tx, id, identity, now);
  const companyId = input.companyId === undefined ? await companyOf(tx, id) : input.companyId;
  const set = await columnsOf(tx, row, { ...input, companyId });
  await tx.updateTable('customers').set(set).where('id', '=', id).execute();
  await refreshSearch(tx, id);
  await record(tx, { kind: 'customer.made', by, at: now, data: { customerId: id } });
  return id;
}

/** The company whose domain one of the customer's mail addresses has. */
async function companyOf(tx: Tx, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select co.id from identities i join companies co on co.domain = split_part(i.value, '@', 2)
    where i.customer_id = ${id} and i.kind = 'email' order by i.created_at, i.id limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Changes what is known of a customer. With `version`, throws CONFLICT if somebody changed it meanwhile. */
export async function changeCustomer(
  tx: Tx,
  by: By,
  input: Facts & { id: string; version?: number | undefined },
  now: Date,
): Promise<void> {
  const row = await lockCustomer(tx, input.id);
  if (input.version !== undefined && input.version !== row.version) throw refuse('CONFLICT');
  const set = await columnsOf(tx, row, input);
  if (Object.keys(set).length === 0) return;
  await save(tx, by, row, set, Object.keys(set), now);
}

/** Adds another way to reach a customer. Throws ALREADY_EXISTS, naming whose it is by id. */
export async function addIdentity(
  tx: Tx,
  by: By,
  input: NewIdentity & { id: string },
  now: Date,
): Promise<void> {
  const row = await lockCustomer(tx, input.id);
  await insertIdentity(tx, row.id, input, now);
  await save(tx, by, row, {}, ['identities'], now);
}

/** Takes an identity away. What was said under it stays. Throws NOT_FOUND. */
export async function removeIdentity(
  tx: Tx,
  by: By,
  input: { id: string; identityId: string },
  now: Date,
): Promise<void> {
  const row = await lockCustomer(tx, input.id);
  const gone = await tx
    .deleteFrom('identities')
    .where('id', '=', input.identityId)
    .where('customer_id', '=', row.id)
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw refuse('NOT_FOUND');
  await save(tx, by, row, {}, ['identities'], now);
}

/** Hears from a customer no more, under none of their identities; or again. */
export async function blockCustomer(
  tx: Tx,
  by: By,
  input: { id: string; blocked: boolean },
  now: Date,
): Promise<void> {
  const row = await lockCustomer(tx, input.id);
  if ((row.blocked_at !== null) === input.blocked) return;
  await save(tx, by, row, { blocked_at: input.blocked ? now : null }, ['blocked'], now);
  await audit(tx, by, input.blocked ? 'customer.block' : 'customer.unblock', 'customer', row.id, {}, now);
}

async function lockCustomer(tx: Tx, id: string): Promise<CustomerRow> {
  const row = await tx
    .selectFrom('customers')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  return row;
}

async function save(
  tx: Tx,
  by: By,
  row: CustomerRow,
  set: Updateable<Tables['customers']>,
  what: string[],
  now: Date,
): Promise<void> {
  await tx
    .updateTable('customers')
    .set({ ...set, version: row.version + 1, updated_at: now })
    .where('id', '=', row.id)
    .execute();
  await refreshSearch(tx, row.id);
  await record(tx, { kind: 'customer.changed', by, at: now, data: { customerId: row.id, what } });
}

async function columnsOf(tx: Tx, row: CustomerRow, facts: Facts): Promise<Updateable<Tables['customers']>> {
  const { name, companyId, language, timeZone, note, fields } = facts;
  if (companyId) {
    const company = await tx
      .selectFrom('companies')
      .select('id')
      .where('id', '=', companyId)
      .executeTakeFirst();
    if (!company) throw refuse('BAD_INPUT', 'This company does not exist any more. Nothing was changed.');
  }
  if (timeZone && !Intl.supportedValuesOf('timeZone').includes(timeZone) && timeZone !== 'UTC') {
    throw refuse('BAD_INPUT', `“${timeZone}” is not a time zone. Nothing was changed.`);
  }
  return {
    ...(name !== undefined && { name: name.replaceAll('\0', '') }),
    ...(companyId !== undefined && { company_id: companyId }),
    ...(language !== undefined && { language }),
    ...(timeZone !== undefined && { time_zone: timeZone }),
    ...(note !== undefined && { note: note.replaceAll('\0', '') }),
    ...(fields && {
      fields: JSON.stringify(merged(row.fields, await checkedFields(tx, 'customer', fields))),
    }),
  };
}

function merged(old: Record<string, unknown>, changed: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...old, ...changed }).filter(([, value]) => value !== null));
}

const addressShape = /^[^\s@<>(),;:"\\[\]]{1,64}@[^\s@<>(),;:"\\[\]]{1,190}$/;

async function insertIdentity(tx: Tx, customerId: string, identity: NewIdentity, now: Date): Promise<void> {
  const { kind } = identity;
  const value = identityValue(kind, identity.value);
  if (kind === 'email' && !addressShape.test(value)) {
    throw refuse('BAD_INPUT', `“${value}” is not an e-mail address. Nothing was saved.`);
  }
  const made = await tx
    .insertInto('identities')
    .values({ id: newId(), customer_id: customerId, kind, value, verified_at: null, created_at: now })
    .onConflict((conflict) => conflict.columns(['kind', 'value']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return;
  const owner = await tx
    .selectFrom('identities')
    .select('customer_id')
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirst();
  if (owner?.customer_id === customerId) return;
  throw refuse('ALREADY_EXISTS', `${value} belongs to another customer. Nothing was saved.`, {
    customerId: owner?.customer_id ?? null,
  });
}

async function refreshSearch(tx: Tx, id: string): Promise<void> {
  const { rows } = await sql<{ words: (string | null)[] }>`
    select array[c.name, co.name] || array(
      select i.value from identities i where i.customer_id = c.id order by i.created_at, i.id limit 20
    ) as words
    from customers c left join companies co on co.id = c.company_id where c.id = ${id}`.execute(tx);
  await tx
    .updateTable('customers')
    .set({ search: searchText(...(rows[0]?.words ?? [])) })
    .where('id', '=', id)
    .execute();
}
