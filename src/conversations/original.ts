import type { Db } from '../platform/db/connect.ts';
import { placeInlineImages, revealImages } from '../platform/html/sanitize.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import { visible } from './access.ts';
import { fileUrl } from './message-views.ts';

/**
 * A message's sanitised HTML with its own pictures in place; with `images` the remote ones are shown too,
 * which tells whoever sent it that it was opened. Throws NOT_FOUND when there is none.
 */
export async function viewOriginal(
  db: Db,
  caller: Caller,
  messageId: string,
  images: boolean,
): Promise<{ html: string; remoteImages: number }> {
  const row = await db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select(['messages.html', 'messages.remote_images'])
    .where('messages.id', '=', messageId)
    .where(visible(caller))
    .executeTakeFirst();
  if (!row || row.html === null) throw refuse('NOT_FOUND');
  const pictures = await db
    .selectFrom('attachments')
    .select(['id', 'name', 'cid'])
    .where('message_id', '=', messageId)
    .where('cid', 'is not', null)
    .execute();
  const plain = (cid: string) => cid.replace(/^<|>$/g, '').toLowerCase();
  const html = placeInlineImages(row.html, (cid) => {
    const picture = pictures.find((one) => plain(one.cid ?? '') === plain(cid));
    return picture && fileUrl(picture.id, picture.name);
  });
  return { html: images ? revealImages(html) : html, remoteImages: row.remote_images };
}
