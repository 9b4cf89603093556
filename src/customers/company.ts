import type { Tx } from '../platform/db/connect.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';

const taken = 'Another company has this domain. Nothing was saved.';

/** Adds a company. Whoever writes from its domain for the first time will belong to it. */
export async function addCompany(
  tx: Tx,
  by: By,
  input: { name: string; domain?: string | null | undefined },
  now: Date,
): Promise<string> {
  const id = newId();
  const made = await tx
    .insertInto('companies')
    .values({ id, name: input.name, domain: input.domain ?? null, created_at: now })
    .onConflict((conflict) => conflict.column('domain').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw refuse('ALREADY_EXISTS', taken);
  await record(tx, { kind: 'company.made', by, at: now, data: { companyId: id } });
  return id;
}

/** Changes a company's name or domain. Throws NOT_FOUND, or ALREADY_EXISTS for a domain of another. */
export async function changeCompany(
  tx: Tx,
  by: By,
  input: { id: string; name?: string | undefined; domain?: string | null | undefined },
  now: Date,
): Promise<void> {
  const { id, name, domain } = input;
  const row = await tx
    .selectFrom('companies')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  if (domain) {
    const other = await tx
      .selectFrom('companies')
      .select('id')
      .where('domain', '=', domain)
      .where('id', '<>', id)
      .executeTakeFirst();
    if (other) throw refuse('ALREADY_EXISTS', taken);
  }
  const set = { ...(name !== undefined && { name }), ...(domain !== undefined && { domain }) };
  if (Object.keys(set).length === 0) return;
  await tx.updateTable('companies').set(set).where('id', '=', id).execute();
  await record(tx, { kind: 'company.changed', by, at: now, data: { companyId: id } });
}
