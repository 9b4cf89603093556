import { sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import type { Address } from './types.ts';

/** Every address of every inbox, in lower case, as a list: what it answers from and where its mail arrives. */
export const everyOwnAddress = sql<string[]>`array(
  select lower(address) from inboxes where address is not null
  union select unnest(arrives_at) from inboxes)`;

/** The addresses of our inboxes, in lower case: nobody to write to, nor a participant. */
export async function ownAddresses(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ own: string[] }>`select ${everyOwnAddress} as own`.execute(db);
  return new Set(rows[0]?.own);
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
