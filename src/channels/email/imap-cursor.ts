import { z } from 'zod';

/** How far one folder has been read. UIDs mean something only under their UIDVALIDITY (RFC 3501, section 2.3.1.1). */
const Place = z.object({
  validity: z.string(),
  /** The next UID to read; everything below is stored. */
  next: z.number(),
  /** Older mail still to be brought in: UIDs from `next` to `last`, received since a day. */
  old: z
    .object({
      next: z.number(),
      last: z.number(),
      since: z.coerce.date(),
      /** False after a UIDVALIDITY reset: what is found may be new, and what was stored before is known by its key. */
      historic: z.boolean(),
    })
    .nullable()
    .default(null),
  /** Stored, but perhaps not yet marked or moved in the mailbox. */
  tidy: z.array(z.number()).default([]),
});
export type Place = z.infer<typeof Place>;

/** A mailbox's cursor: a place for each folder that is watched. */
export type ImapCursor = Record<string, Place>;

/** Reads a saved cursor; one that cannot be read counts as none, since keys make a second reading harmless. */
export function readImapCursor(word: string | null): ImapCursor {
  if (!word) return {};
  try {
    return z.record(z.string(), Place).parse(JSON.parse(word));
  } catch {
    return {};
  }
}

export const writeImapCursor = (cursor: ImapCursor): string => JSON.stringify(cursor);
