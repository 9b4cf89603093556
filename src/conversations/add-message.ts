import type { Insertable } from 'kysely';
import { later } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import { storable } from '../platform/db/storable.ts';
import type { Tables } from '../platform/db/tables.ts';
import { newId } from '../platform/ids.ts';
import { involve } from './involve.ts';
import { searchVector } from './search/vector.ts';
import type { Address, Recipients } from './types.ts';

type NewMessage = Omit<Insertable<Tables['messages']>, 'sender' | 'recipients' | 'search'> & {
  sender: Address | null;
  recipients: Recipients;
};

/** A file that belongs to a message; its bytes are stored already. */
export type MessageFile = {
  name: string;
  type: string;
  size: number;
  fileHash: string;
  cid: string | null;
  inline: boolean;
};

/** Writes one message with its files. The only place that does, so that search never misses one. */
export async function addMessage(tx: Tx, message: NewMessage, files: readonly MessageFile[]): Promise<void> {
  const subject = storable(message.subject ?? '');
  const text = storable(message.text ?? '');
  await later(
    tx,
    tx.insertInto('messages').values({
      ...message,
      subject,
      text,
      reply_text: storable(message.reply_text ?? ''),
      html: message.html == null ? null : storable(message.html),
      sender: message.sender && JSON.stringify(storable(message.sender)),
      recipients: JSON.stringify(storable(message.recipients)),
      search: searchVector({
        conversationId: message.conversation_id,
        subject,
        text,
        language: message.language ?? null,
      }),
    }),
  );
  if (message.author_kind === 'agent' && message.author_id)
    await involve(tx, message.conversation_id, [message.author_id]);
  if (files.length === 0) return;
  await later(
    tx,
    tx.insertInto('attachments').values(
      files.map((file, position) => ({
        id: newId(),
        message_id: message.id,
        position,
        name: storable(file.name),
        type: storable(file.type),
        size: file.size,
        file_hash: file.fileHash,
        cid: file.cid,
        inline: file.inline,
      })),
    ),
  );
}

/** The line that lists show of a message: its first words. */
export const previewOf = (text: string): string =>
  storable(text.slice(0, 2_000)).replace(/\s+/g, ' ').trim().slice(0, 200);
