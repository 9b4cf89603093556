import { z } from 'zod';
import type { Db, Tx } from '../platform/db/connect.ts';
import { readSetting, writeSetting } from '../platform/settings/settings.ts';

/*
 * One switch that keeps everything inside: a restored backup holds mail that the original may have sent
 * long ago, so a person decides when this copy may speak.
 */

const Held = z
  .object({ since: z.iso.datetime(), reason: z.enum(['restore', 'person']) })
  .nullable()
  .default(null);
export type Held = z.infer<typeof Held>;

const key = 'outbox.held';

/** Since when and why nothing leaves; null in ordinary times. */
export const outboxHeld = (db: Db): Promise<Held> => readSetting(db, key, Held);

/** The setting that keeps every outgoing message inside, for whoever writes settings otherwise (a restore). */
export const heldSetting = (reason: 'restore' | 'person', now: Date): Record<string, unknown> => ({
  [key]: { since: now.toISOString(), reason },
});

/** Keeps every outgoing message inside until released. */
export const holdOutbox = (tx: Tx, reason: 'restore' | 'person', now: Date): Promise<void> =>
  writeSetting(tx, key, heldSetting(reason, now)[key], now);

/** Lets outgoing messages go again. */
export const freeOutbox = (tx: Tx, now: Date): Promise<void> => writeSetting(tx, key, null, now);
