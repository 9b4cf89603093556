import { sql } from 'kysely';
import type { Address, Recipients } from '../conversations/types.ts';
import type { Db } from '../platform/db/connect.ts';

/** A message on its way out, with all an adapter may need to say it: the wire format is the adapter's own. */
export type Outgoing = {
  id: string;
  conversation: { id: string; number: string; subject: string };
  brand: { name: string; signature: string };
  /** The agent who wrote it; null when a rule or Rapport itself did. */
  authorName: string | null;
  at: Date;
  subject: string;
  text: string;
  html: string | null;
  recipients: Required<Recipients>;
  automated: string | null;
  /** Passed on to somebody outside the conversation: nothing in it may lead back there. */
  forwarded: boolean;
  attachments: OutgoingFile[];
  /** What was said before, oldest first, as the other side knows it. */
  before: { externalKey: string | null; direction: 'in' | 'out' }[];
  /** The other side's last words, to be quoted below. */
  answers: { from: Address | null; at: Date; text: string; externalKey: string | null } | null;
};

export type OutgoingFile = {
  name: string;
  type: string;
  size: number;
  fileHash: string;
  cid: string | null;
  inline: boolean;
};

/** How many earlier messages are looked at: enough for any References header. */
const earlierMax = 50;

/** Reads a message and what belongs to it; undefined if there is no such outgoing message. */
export async function readOutgoing(db: Db, messageId: string): Promise<Outgoing | undefined> {
  const row = await db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .innerJoin('brands as b', 'b.id', 'c.brand_id')
    .leftJoin('agents as a', (join) =>
      join.onRef('a.id', '=', 'm.author_id').on('m.author_kind', '=', 'agent'),
    )
    .select([
      'm.id',
      'm.at',
      'm.subject',
      'm.text',
      'm.html',
      'm.recipients',
      'm.automated',
      'm.forward_of_id',
      'm.in_reply_to',
      'c.id as conversation_id',
      'c.number',
      'c.subject as conversation_subject',
      'b.name as brand',
      'b.signature',
      'a.name as author',
    ])
    .where('m.id', '=', messageId)
    .where('m.direction', '=', 'out')
    .executeTakeFirst();
  if (!row) return undefined;
  const earlier = await db
    .selectFrom('messages')
    .select(['external_key', 'direction', 'sender', 'at', 'text', 'reply_text'])
    .where('conversation_id', '=', row.conversation_id)
    .where('direction', 'in', ['in', 'out'])
    .where('pending', '=', false)
    .where('forward_of_id', 'is', null)
    .where(sql<boolean>`(at, id) < (${row.at}, ${row.id})`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(earlierMax)
    .execute();
  const forwarded = row.forward_of_id !== null;
  const answered =
    earlier.find((one) => row.in_reply_to !== null && one.external_key === row.in_reply_to) ??
    earlier.find((one) => one.direction === 'in');
  const files = await db
    .selectFrom('attachments')
    .select(['name', 'type', 'size', 'file_hash', 'cid', 'inline'])
    .where('message_id', '=', messageId)
    .orderBy('position')
    .execute();
  return {
    id: row.id,
    conversation: { id: row.conversation_id, number: String(row.number), subject: row.conversation_subject },
    brand: { name: row.brand, signature: row.signature },
    authorName: row.author,
    at: row.at,
    subject: row.subject,
    text: row.text,
    html: row.html,
    recipients: { to: row.recipients.to ?? [], cc: row.recipients.cc ?? [], bcc: row.recipients.bcc ?? [] },
    automated: row.automated,
    forwarded,
    attachments: files.map((file) => ({
      name: file.name,
      type: file.type,
      size: Number(file.size),
      fileHash: file.file_hash,
      cid: file.cid,
      inline: file.inline,
    })),
    before: (forwarded ? [] : earlier)
      .toReversed()
      .map((one) => ({ externalKey: one.external_key, direction: one.direction as 'in' | 'out' })),
    answers:
      answered && !forwarded
        ? {
            from: answered.sender,
            at: answered.at,
            text: answered.reply_text || answered.text,
            externalKey: answered.external_key,
          }
        : null,
  };
}
