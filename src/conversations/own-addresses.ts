import { sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import type { Address } from './types.ts';

/** The addresses our inboxes answer from, in lower case: nobody to write to, nor a participant. */
export async function ownAddresses(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ address: string }>`
    select lower(address) as address from inboxes where address is not null`.execute(db);
  return new Set(rows.map((row) => row.address));
}

/** The same addresses without our own (a plus-address of ours included) and without repetition. */
export function othersThan(own: ReadonlySet<string>, addresses: readonly Address[]): Address[] {
  const seen = new Set<string>();
  return addresses.filter(({ address }) => {
    const plain = address.trim().toLowerCase();
    const known = plain === '' || seen.has(plain) || own.has(withoutTag(plain)) || own.has(plain);
    seen.add(plain);
    return !known;
  });
}

const withoutTag = (address: string): string => address.replace(/\+[^@]*@/, '@');
