import { sql } from 'kysely';
import type { Trust } from '../conversations/types.ts';
import { after, day } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';

/*
 * The one guarded door for everything Rapport says by itself. A forged sender turns an automatic answer
 * into mail against a stranger, and two machines that answer each other never stop: so machines, lists,
 * bounces and our own addresses get none (RFC 3834, section 2), and an address few.
 */

/** Automatic mails in 24 hours to an address nobody verified (SAFETY, "No one in" 2), and to a verified one. */
const mostUnverified = 3;
const mostVerified = 10;

/** What an automatic answer would answer. */
export type Answered = {
  /** Who would get it. */
  address: string;
  conversationId: string;
  /** Which kind of machine wrote, or null for a person. */
  automated: string | null;
  historic: boolean;
  pending: boolean;
  trust: Trust | null;
  /** The envelope's sender where the wire told: '' is the null sender of machines (RFC 5321, section 4.5.5). */
  mailFrom: string | null;
};

/** Mailboxes behind which no person reads (RFC 2142 and custom). */
const nobody =
  /^(?:mailer-daemon|postmaster|abuse|no-?reply|do-?not-?reply|bounces?|listserv|majordomo|.*-(?:request|bounces?|owner))(?:\+.*)?@/i;

/**
 * Whether an automatic answer may be sent now; if so it is counted, in the caller's transaction. Two at
 * once for one address wait for each other.
 */
export async function mayAnswerAutomatically(tx: Tx, answered: Answered, now: Date): Promise<boolean> {
  const address = answered.address.trim().toLowerCase();
  if (answered.automated || answered.historic || answered.pending || answered.trust === 'failed')
    return false;
  if (answered.mailFrom === '' || !/^[^\s@]+@[^\s@]+$/.test(address) || nobody.test(address)) return false;
  if (await isOurs(tx, address)) return false;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`automatic ${address}`}, 0))`.execute(tx);
  const since = after(now, -day);
  await tx.deleteFrom('automatic_sent').where('address', '=', address).where('at', '<=', since).execute();
  const { count } = await tx
    .selectFrom('automatic_sent')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('address', '=', address)
    .executeTakeFirstOrThrow();
  if (Number(count) >= ((await isVerified(tx, address)) ? mostVerified : mostUnverified)) return false;
  await tx
    .insertInto('automatic_sent')
    .values({ address, at: now, conversation_id: answered.conversationId })
    .execute();
  return true;
}

/** Any address of any of our mailboxes, plus-addresses too. */
async function isOurs(tx: Tx, address: string): Promise<boolean> {
  const plain = address.replace(/\+[^@]*@/, '@');
  const found = await tx
    .selectFrom('channels')
    .select('id')
    .where((eb) =>
      eb.or([
        eb(eb.fn('lower', ['address']), 'in', [address, plain]),
        sql<boolean>`config -> 'aliases' ?| array[${address}, ${plain}]`,
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function isVerified(tx: Tx, address: string): Promise<boolean> {
  const found = await tx
    .selectFrom('identities')
    .select('verified_at')
    .where('kind', '=', 'email')
    .where('value', '=', address)
    .executeTakeFirst();
  return found?.verified_at != null;
}
