import type { Tx } from '../platform/db/connect.ts';
import { agentHtmlToText, sanitizeAgentHtml } from '../platform/html/sanitize.ts';
import { refuse } from '../platform/http/errors.ts';
import type { MessageFile } from './add-message.ts';
import { placePictures } from './pictures/place.ts';

/** What somebody of us wrote: words, or HTML of our composer, or both; with the uploads that go with it. */
export type Written = {
  text?: string | undefined;
  html?: string | undefined;
  attachments?: readonly string[] | undefined;
};

export type Content = { text: string; html: string | null; files: MessageFile[] };

/**
 * The words, the safe HTML and the files of what was written. Words and HTML stand for each other where one is
 * missing; pictures the composer shows by their upload go with the message and are shown in their place.
 * Throws BAD_INPUT if there is nothing at all to say, or for a file that is not the author's or no longer kept.
 */
export async function contentOf(tx: Tx, agentId: string | null, input: Written): Promise<Content> {
  const attached = await filesOf(tx, agentId, input.attachments ?? []);
  const safe = input.html === undefined || input.html.trim() === '' ? null : sanitizeAgentHtml(input.html);
  const words = input.text?.trim() ? input.text : safe === null ? '' : agentHtmlToText(safe);
  const placed = safe === null ? null : await placePictures(tx, agentId, safe);
  const hasPicture = safe !== null && /<img\s/.test(safe);
  if (words.trim() === '' && attached.length === 0 && !hasPicture) {
    throw refuse('BAD_INPUT', 'There is nothing written yet. Write something, or attach a file.');
  }
  return { text: words, html: placed?.html ?? null, files: [...attached, ...(placed?.files ?? [])] };
}

/** The files behind the ids of an agent's own uploads, in that order. */
async function filesOf(tx: Tx, agentId: string | null, ids: readonly string[]): Promise<MessageFile[]> {
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
