import { z } from 'zod';

/*
 * A backup is one gzipped tar, so that any tool can look inside:
 *
 *   rapport-backup.json     what it is, first, so that reading can begin at once (Head)
 *   tables/NAME/00001.copy  each table as PostgreSQL's COPY text (manual, "COPY", "Text Format"), in pieces
 *   files/SHA-256           each stored file under the name of its bytes
 *   secret.key              the key of the secrets, unless left out
 *   manifest.json           last: counts and checksums of all of it (Manifest); a file without it was cut off
 */

export const format = 1;
export const headName = 'rapport-backup.json';
export const manifestName = 'manifest.json';
export const keyName = 'secret.key';

export const Head = z.object({
  format: z.literal(format, {
    error: 'This backup was made by a newer Rapport. Install that version, or a later one, first.',
  }),
  madeAt: z.iso.datetime(),
  /** The newest migration the database had seen; restoring begins at the same one. */
  migration: z.string(),
  /** Whether the key of the secrets is inside; false if it is kept elsewhere. */
  key: z.boolean(),
  /** Every table with the columns its COPY holds, in order. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
export type Head = z.infer<typeof Head>;

export const Manifest = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), bytes: z.number(), sha256: z.string() })),
  sequences: z.record(z.string(), z.string()),
  files: z.object({ count: z.number(), bytes: z.number() }),
  /** Files the database names whose bytes could not be read when the backup was made. */
  missing: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

/** Why a backup or restore could not be done, in words for whoever runs it. */
export class BackupError extends Error {}
