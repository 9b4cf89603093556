import { sql } from 'kysely';
import { identityValue } from '../customers/identity.ts';
import { later } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Address } from './types.ts';

export type Named = Address & { role: 'from' | 'to' | 'cc'; pending: boolean };

/** More people than this in one message are a list, not a conversation. */
const most = 100;

/**
 * Adds people to a conversation. Who is in it already keeps their role; who was pending stays so until
 * somebody who may says otherwise (`pending: false`), and nobody becomes pending again.
 */
export async function addParticipants(
  tx: Tx,
  conversationId: string,
  kind: string,
  people: readonly Named[],
): Promise<void> {
  const rows = new Map<string, { value: string; name: string; role: string; pending: boolean }>();
  for (const { address, name, role, pending } of people) {
    const value = identityValue(kind, address);
    if (value === '' || rows.has(value) || rows.size >= most) continue;
    rows.set(value, { value, name: name.replaceAll('\0', '').slice(0, 200), role, pending });
  }
  if (rows.size === 0) return;
  // In one order, so that two messages with the same people never wait for each other in a circle.
  const sorted = [...rows.values()].sort((one, other) => (one.value < other.value ? -1 : 1));
  await later(
    tx,
    sql`
    insert into participants (conversation_id, kind, value, name, role, customer_id, pending)
    select ${conversationId}, ${kind}, n.value, n.name, n.role,
      -- Not a join, for which a plan made beforehand would read every identity.
      (select i.customer_id from identities i where i.kind = ${kind} and i.value = n.value), n.pending
    from jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb)
      as n (value text, name text, role text, pending boolean)
    on conflict (conversation_id, kind, value) do update set
      pending = participants.pending and excluded.pending,
      name = case when participants.name = '' then excluded.name else participants.name end
    where (participants.pending and not excluded.pending) or (participants.name = '' and excluded.name <> '')`,
  );
}
