import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import type { MessageView } from './contract.ts';
import type { Address, Delivery, Recipients, Trust } from './types.ts';

type Row = {
  id: string;
  direction: 'in' | 'out' | 'note' | 'event';
  author_kind: 'customer' | 'agent' | 'bot' | 'system';
  author_id: string | null;
  author_name: string | null;
  at: Date;
  subject: string;
  text: string;
  reply_text: string;
  has_html: boolean;
  raw_id: string | null;
  sender: Address | null;
  recipients: Recipients;
  files: { id: string; name: string; type: string; size: number; inline: boolean }[] | null;
  trust: Trust | null;
  automated: string | null;
  pending: boolean;
  delivery: Delivery | null;
  delivery_note: string | null;
  delivery_at: Date | null;
  home_id: string | null;
  home_number: string | null;
  forward_of_id: string | null;
  remote_images: number;
  warnings: string[];
  mentions: { id: string; name: string }[] | null;
};

/** Messages by their ids, in that order, with their files: one query. Ids that do not exist are left out. */
export async function viewMessages(db: Db, ids: readonly string[]): Promise<MessageView[]> {
  if (ids.length === 0) return [];
  const { rows } = await select(sql`m.id = any(${ids}::uuid[])`).execute(db);
  const views = new Map(rows.map((row) => [row.id, viewOf(row)]));
  return ids.flatMap((id) => views.get(id) ?? []);
}

const select = (which: RawBuilder<unknown>) => sql<Row>`
  select m.id, m.direction, m.author_kind, m.author_id, coalesce(a.name, cu.name) as author_name, m.at,
    m.subject, m.text, m.reply_text, m.html is not null as has_html, m.raw_id, m.sender, m.recipients,
    m.trust, m.automated, m.pending, m.delivery, m.delivery_note, m.delivery_at, m.remote_images, m.warnings,
    m.home_id, h.number as home_number, m.forward_of_id,
    (select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size,
       'inline', f.inline) order by f.position) from attachments f where f.message_id = m.id) as files,
    case when m.direction = 'note' then
      (select jsonb_agg(jsonb_build_object('id', x.mentioned_id, 'name', coalesce(ma.name, mt.name)))
       from mentions x left join agents ma on ma.id = x.mentioned_id left join teams mt on mt.id = x.mentioned_id
       where x.message_id = m.id and coalesce(ma.name, mt.name) is not null) end as mentions
  from messages m
  left join conversations h on h.id = m.home_id
  left join agents a on m.author_kind = 'agent' and a.id = m.author_id
  left join customers cu on m.author_kind = 'customer' and cu.id = m.author_id
  where ${which}`;

function viewOf(row: Row): MessageView {
  return {
    id: row.id,
    direction: row.direction,
    author: {
      kind: row.author_kind,
      id: row.author_id,
      // What the message says of its sender; what we call them may have changed since.
      name: row.author_name || row.sender?.name || row.sender?.address || '',
    },
    at: row.at,
    subject: row.subject,
    text: row.text,
    replyText: row.reply_text,
    quoted: row.reply_text !== '' && row.reply_text.trim() !== row.text.trim(),
    hasHtml: row.has_html,
    hasOriginal: row.raw_id !== null,
    sender: row.sender,
    to: row.recipients.to ?? [],
    cc: row.recipients.cc ?? [],
    bcc: row.recipients.bcc ?? [],
    attachments: (row.files ?? []).map((file) => ({ ...file, url: fileUrl(file.id, file.name) })),
    trust: row.trust,
    automated: row.automated,
    pending: row.pending,
    delivery: row.delivery,
    deliveryNote: row.delivery_note,
    deliveryAt: row.delivery_at,
    remoteImages: row.remote_images,
    warnings: row.warnings,
    mentions: row.mentions ?? [],
    home: row.home_id ? { id: row.home_id, number: Number(row.home_number) } : null,
    forwardOf: row.forward_of_id,
    event: null,
  };
}

/** Where an attachment is fetched (files.ts). The name is for people; the id is what counts. */
export const fileUrl = (id: string, name: string): string =>
  `/files/${id}/${encodeURIComponent(name || 'file')}`;
