import { type Selectable, sql } from 'kysely';
import { sayAutomatically } from '../conversations/say-automatically.ts';
import type { Trust } from '../conversations/types.ts';
import { after, day } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { Ground } from '../platform/ground.ts';
import { newId } from '../platform/ids.ts';
import { readAsking } from './asking.ts';
import { linkWord } from './link.ts';
import { mailOf } from './mail.ts';
import type {} from './tables.ts';
import { languageFor } from './wording.ts';

/**
 * Whether a mail we say by ourselves may go to somebody; counted if so. It belongs to the channels, our
 * neighbours on this floor, so src/house.ts hands it in (channels/automatic.ts).
 */
export type MayAsk = (
  tx: Tx,
  asked: {
    address: string;
    conversationId: string;
    automated: string | null;
    historic: boolean;
    pending: boolean;
    trust: Trust | null;
    mailFrom: string | null;
  },
  now: Date,
) => Promise<boolean>;

/**
 * Asks the customer of a solved conversation whether it is settled: once for each conversation, not more
 * often than the inbox says, and never a machine. Looks at how everything stands now, so that a repeat or a
 * conversation opened meanwhile asks nothing. Returns whether it asked.
 */
export async function askSettled(
  tx: Tx,
  ground: Pick<Ground, 'secrets' | 'config'>,
  mayAsk: MayAsk,
  conversationId: string,
  now: Date,
): Promise<boolean> {
  const row = await tx
    .selectFrom('conversations')
    .selectAll()
    .where('id', '=', conversationId)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !isOver(row)) return false;
  const asking = await readAsking(tx, row.inbox_id);
  if (!asking.on) return false;
  const last = await lastWords(tx, row.id, row.customer_id);
  if (!last?.sender || last.blocked_at) return false;
  const { address } = last.sender;
  if (await askedLately(tx, row.customer_id, row.id, after(now, -asking.everyDays * day))) return false;
  const { automated, historic, pending, trust } = last;
  const about = { address, conversationId: row.id, automated, historic, pending, trust, mailFrom: null };
  if (!(await mayAsk(tx, about, now))) return false;
  const language = languageFor([last.known, last.language], asking.language);
  await tx
    .insertInto('feedback')
    .values({
      conversation_id: row.id,
      customer_id: row.customer_id,
      inbox_id: row.inbox_id,
      team_id: row.team_id,
      agent_id: row.assignee_id,
      address,
      language,
      asked_at: now,
    })
    .execute();
  const url = `${ground.config.publicUrl}/settled/${linkWord(ground.secrets, row.id)}`;
  const mail = mailOf({ asking, language, url, name: last.name, brand: last.brand });
  await sayAutomatically(
    tx,
    { id: newId(), conversationId: row.id, to: { name: last.name, address }, ...mail },
    now,
  );
  return true;
}

/** Solved with an answer of ours, by mail, and neither spam, binned, imported nor for show. */
const isOver = (row: Selectable<Tables['conversations']>): boolean =>
  row.status === 'solved' &&
  row.place === 'inbox' &&
  row.channel === 'email' &&
  row.last_out_at !== null &&
  // What is asked beside a conversation is asked of somebody who is not its customer.
  row.aside_of_id === null &&
  !row.historic &&
  !row.sample &&
  !row.flood;

/** What the customer themselves said last, and how we know them. */
const lastWords = (tx: Tx, conversationId: string, customerId: string) =>
  tx
    .selectFrom('messages as m')
    .innerJoin('customers as cu', 'cu.id', 'm.author_id')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .innerJoin('brands as b', 'b.id', 'c.brand_id')
    .select(['m.sender', 'm.automated', 'm.historic', 'm.pending', 'm.trust', 'm.language'])
    .select(['cu.name', 'cu.language as known', 'cu.blocked_at', 'b.name as brand'])
    .where('m.conversation_id', '=', conversationId)
    .where('m.direction', '=', 'in')
    .where('m.author_kind', '=', 'customer')
    .where('m.author_id', '=', customerId)
    .where('m.pending', '=', false)
    .orderBy('m.at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Whether this conversation was asked ever, or this customer since. Two at once wait for each other. */
async function askedLately(
  tx: Tx,
  customerId: string,
  conversationId: string,
  since: Date,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`feedback ${customerId}`}, 0))`.execute(tx);
  const { rows } = await sql`
    select from feedback where conversation_id = ${conversationId}
    union all select from feedback where customer_id = ${customerId} and asked_at > ${since} limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}
