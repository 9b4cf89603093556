import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import { isId } from '../platform/ids.ts';
import type { CustomerRow, CustomerView } from './contract.ts';
import { searchText } from './search-text.ts';

type Found = Omit<CustomerRow, 'company'> & { company_id: string | null; company_name: string | null };

const columns: RawBuilder<unknown> = sql`
  c.id, c.name, c.blocked_at as "blockedAt", c.sample, c.created_at as "createdAt", c.updated_at as "updatedAt",
  co.id as company_id, co.name as company_name,
  (select i.value from identities i where i.customer_id = c.id and i.kind = 'email'
   order by i.created_at, i.id limit 1) as email`;

function toRow({ company_id, company_name, ...row }: Found): CustomerRow {
  return { ...row, company: company_id ? { id: company_id, name: company_name ?? '' } : null };
}

type ListQuery = {
  q?: string | undefined;
  companyId?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** A page of customers, newest first; with `q` those whose name, address or company holds every word of it. */
export async function listCustomers(
  db: Db,
  query: ListQuery,
): Promise<{ items: CustomerRow[]; next: string | null }> {
  const words = searchText(query.q).split(' ').filter(Boolean).slice(0, 5);
  const fits = words.map((word) => sql`and c.search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  // Ids begin with the time they were made (UUIDv7), so the newest come first by id.
  const { rows } = await sql<Found>`
    select ${columns} from customers c left join companies co on co.id = c.company_id
    where true ${fits.length > 0 ? sql.join(fits, sql` `) : sql``}
      ${query.companyId ? sql`and c.company_id = ${query.companyId}` : sql``}
      ${query.cursor === undefined ? sql`` : sql`and c.id < ${idCursor(query.cursor)}`}
    order by c.id desc limit ${query.limit + 1}`.execute(db);
  const items = rows.slice(0, query.limit).map(toRow);
  return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

function idCursor(cursor: string): string {
  if (!isId(cursor)) throw refuse('BAD_INPUT', 'This cursor is not one of ours. Begin again without it.');
  return cursor;
}

/** One customer with all that is known. Throws NOT_FOUND. */
export async function viewCustomer(db: Db, id: string): Promise<CustomerView> {
  const { rows } = await sql<
    Found & {
      language: string | null;
      time_zone: string | null;
      note: string;
      fields: Record<string, unknown>;
      version: number;
    }
  >`
    select ${columns}, c.language, c.time_zone, c.note, c.fields, c.version
    from customers c left join companies co on co.id = c.company_id where c.id = ${id}`.execute(db);
  const row = rows[0];
  if (!row) throw refuse('NOT_FOUND');
  const identities = await db
    .selectFrom('identities')
    .select(['id', 'kind', 'value', 'name', 'verified_at as verifiedAt'])
    .where('customer_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const { time_zone, ...known } = row;
  return {
    ...toRow(known),
    identities,
    language: row.language,
    timeZone: time_zone,
    note: row.note,
    fields: row.fields,
    version: row.version,
  };
}

export type CompanyView = { id: string; name: string; domain: string | null };

/** A page of companies by name. */
export async function listCompanies(
  db: Db,
  query: Omit<ListQuery, 'companyId'>,
): Promise<{ items: CompanyView[]; next: string | null }> {
  const after = query.cursor === undefined ? undefined : idCursor(query.cursor);
  const { rows } = await sql<CompanyView>`
    select id, name, domain from companies
    where ${query.q ? sql`lower(name) like ${`%${query.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}` : sql`true`}
      ${after ? sql`and (name, id) > (select name, id from companies where id = ${after})` : sql``}
    order by name, id limit ${query.limit + 1}`.execute(db);
  const items = rows.slice(0, query.limit);
  return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

export async function viewCompany(db: Db, id: string): Promise<CompanyView> {
  const row = await db
    .selectFrom('companies')
    .select(['id', 'name', 'domain'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  return row;
}
