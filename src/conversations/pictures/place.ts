import type { Tx } from '../../platform/db/connect.ts';
import { refuse } from '../../platform/http/errors.ts';
import type { MessageFile } from '../add-message.ts';

/** A picture in the composer's HTML that shows an upload of its author's. */
const shown = /<img\b[^<>]*? src="\/api\/uploads\/([0-9a-f-]{36})"[^<>]*>/g;
/** More pictures than this in one letter are an album; they belong beside it as files. */
const most = 30;

/** The uploads that HTML of the composer shows in its text, each once, in that order. */
export const picturesIn = (html: string): string[] => [
  ...new Set([...html.matchAll(shown)].flatMap(([, id]) => id ?? [])),
];

/**
 * Makes the pictures of sanitised composer HTML parts of its message: each address of an upload becomes a
 * Content-ID (RFC 2392), each upload an inline file. Throws BAD_INPUT for one that is not the author's or is
 * gone, and for too many.
 */
export async function placePictures(
  tx: Tx,
  agentId: string | null,
  html: string,
): Promise<{ html: string; files: MessageFile[] }> {
  const ids = picturesIn(html);
  if (ids.length === 0) return { html, files: [] };
  if (ids.length > most)
    throw refuse('BAD_INPUT', `A message can show ${most} pictures. Attach the others; nothing was sent.`);
  const rows = await tx
    .selectFrom('uploads')
    .selectAll()
    .where('id', 'in', ids)
    .where('by_id', '=', agentId)
    .execute();
  const files = ids.map((id) => {
    const row = rows.find((upload) => upload.id === id);
    if (!row) throw refuse('BAD_INPUT', 'A picture is no longer there. Paste it again; nothing was sent.');
    return {
      name: row.name,
      type: row.type,
      size: Number(row.size),
      fileHash: row.file_hash,
      cid: cidOf(id),
      inline: true,
    };
  });
  const placed = html.replace(shown, (tag, id: string) =>
    tag.replace(`src="/api/uploads/${id}"`, `src="cid:${cidOf(id)}"`),
  );
  return { html: placed, files };
}

const cidOf = (id: string): string => `${id}@rapport`;
