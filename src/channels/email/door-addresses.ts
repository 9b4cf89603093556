import { sql } from 'kysely';
import { second } from '../../platform/clock/clock.ts';
import type { Ground } from '../../platform/ground.ts';
import type { ChannelRow } from '../tables.ts';

const keepMs = 2 * second;
const mostKept = 1_000;

/** `support+anything@example.com` belongs to support@example.com. Lower case; at most 254 characters. */
export function baseAddress(address: string): string {
  const plain = address.trim().toLowerCase().slice(0, 254);
  const at = plain.lastIndexOf('@');
  const plus = plain.indexOf('+');
  return plus > 0 && plus < at ? plain.slice(0, plus) + plain.slice(at) : plain;
}

/** Finds the channel an address belongs to, by its own address or an alias. Asks the database anew every two seconds. */
export function createAddressBook(ground: Ground): {
  find(address: string): Promise<ChannelRow | undefined>;
} {
  const kept = new Map<string, { channel: ChannelRow; until: number }>();
  return {
    async find(address) {
      const base = baseAddress(address);
      const known = kept.get(base);
      if (known && known.until > performance.now()) return known.channel;
      kept.delete(base);
      const channel = await ground.db
        .selectFrom('channels')
        .selectAll()
        .where('type', '=', 'email')
        .where('archived_at', 'is', null)
        .where('sample', '=', false)
        .where((where) =>
          where.or([where('address', '=', base), sql<boolean>`jsonb_exists(config->'aliases', ${base})`]),
        )
        .orderBy(sql`address = ${base}`, 'desc')
        .executeTakeFirst();
      if (channel && kept.size < mostKept) kept.set(base, { channel, until: performance.now() + keepMs });
      return channel;
    },
  };
}
