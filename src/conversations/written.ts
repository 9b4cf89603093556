import type { Tx } from '../platform/db/connect.ts';
import { htmlToText, sanitizeAgentHtml } from '../platform/html/sanitize.ts';
import { refuse } from '../platform/http/errors.ts';
import type { MessageFile } from './add-message.ts';

/** What somebody of us wrote: words, or HTML of our composer, or both. */
export type Written = { text?: string | undefined; html?: string | undefined };

/**
 * The words and the safe HTML of what was written. Whichever is given stands for both. Throws BAD_INPUT if
 * there is nothing at all to say.
 */
export function bodyOf({ text, html }: Written, hasFiles: boolean): { text: string; html: string | null } {
  const safe = html === undefined || html.trim() === '' ? null : sanitizeAgentHtml(html);
  const words = text?.trim() ? text : safe === null ? '' : htmlToText(safe);
  const hasPicture = safe !== null && /<img\s/.test(safe);
  if (words.trim() === '' && !hasFiles && !hasPicture) {
    throw refuse('BAD_INPUT', 'There is nothing written yet. Write something, or attach a file.');
  }
  return { text: words, html: safe };
}

/**
 * The files behind the ids of an agent's own uploads, in that order. Throws BAD_INPUT for one that is not
 * theirs or no longer kept.
 */
export async function filesOf(
  tx: Tx,
  agentId: string | null,
  ids: readonly string[],
): Promise<MessageFile[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('uploads')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('by_id', '=', agentId)
    .execute();
  return ids.map((id) => {
    const row = rows.find((upload) => upload.id === id);
    if (!row)
      throw refuse('BAD_INPUT', 'An attached file is no longer there. Attach it again; nothing was sent.');
    return {
      name: row.name,
      type: row.type,
      size: Number(row.size),
      fileHash: row.file_hash,
      cid: null,
      inline: false,
    };
  });
}
