import { sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import { may, visible } from './access.ts';
import { refColumn } from './change-conversation.ts';
import type { ConversationView } from './contract.ts';
import { answerRecipients } from './recipients.ts';
import { causePath } from './resolution/cause-path.ts';
import { type RowOfList, rowColumns, rowJoins, toRow } from './row-view.ts';
import { viewTogether } from './together/views.ts';

type Row = RowOfList & {
  brand_id: string;
  brand_name: string;
  inbox_address: string | null;
  newest: string | null;
  flood: boolean;
  fields: Record<string, unknown>;
  follows_id: string | null;
  follows_number: string | null;
  how: string | null;
  cause_id: string | null;
  cause: string | null;
  why: string | null;
  resolved_at: Date | null;
};

/** One conversation with everything that stands beside it. `ref` is its id or number. Throws NOT_FOUND. */
export async function viewConversation(db: Db, caller: Caller, ref: string): Promise<ConversationView> {
  const { rows } = await sql<Row>`
    select ${rowColumns}, c.brand_id, b.name as brand_name, ib.address as inbox_address,
      c.last_message_id as newest, c.flood, c.fields,
      old.id as follows_id, old.number as follows_number, r.how, r.cause_id, ${causePath('r.cause_id')} as cause, r.why, r.at as resolved_at
    from conversations c ${rowJoins}
    join brands b on b.id = c.brand_id
    left join conversations old on old.id = c.follows_id and ${visible(caller, 'old.inbox_id')}
    left join resolutions r on r.conversation_id = c.id
    where ${sql.ref(`c.${refColumn(ref)}`)} = ${ref} and ${visible(caller, 'c.inbox_id')}`.execute(db);
  const row = rows[0];
  if (!row) throw refuse('NOT_FOUND');
  const {
    brand_id,
    brand_name,
    inbox_address,
    newest,
    flood,
    fields,
    follows_id,
    follows_number,
    how,
    cause_id,
    cause,
    why,
    resolved_at,
    ...ofList
  } = row;
  const participants = await db
    .selectFrom('participants')
    .select(['value as address', 'name', 'role', 'pending', 'customer_id as customerId'])
    .where('conversation_id', '=', row.id)
    .orderBy(sql`array_position(array['from', 'to', 'cc'], role)`)
    .orderBy('value')
    .execute();
  const at = { inbox_id: row.inbox_id };
  return {
    ...toRow(ofList),
    brand: { id: brand_id, name: brand_name },
    newestMessageId: newest,
    participants,
    replyTo: {
      from: inbox_address ? { name: brand_name, address: inbox_address } : null,
      ...(await answerRecipients(db, row)),
    },
    follows: follows_id ? { id: follows_id, number: Number(follows_number) } : null,
    together: await viewTogether(db, caller, row.id),
    flood,
    fields,
    resolution: resolved_at
      ? { how: how ?? '', causeId: cause_id, cause, why: why ?? '', at: resolved_at }
      : null,
    may: {
      reply: may(caller, 'reply', at),
      note: may(caller, 'note', at),
      change: may(caller, 'change', at),
      manage: may(caller, 'manage', at),
    },
  };
}
