import type { Db, Tx } from '../platform/db/connect.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import type {} from './tables.ts';

export type SystemMail = { to: string; subject: string; text: string };

/** Whether a mailbox exists that could carry a mail of our own. */
export async function hasMailbox(db: Db): Promise<boolean> {
  const inbox = await db
    .selectFrom('inboxes')
    .select('id')
    .where('address', 'is not', null)
    .where('sample', '=', false)
    .where('archived_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return inbox !== undefined;
}

/**
 * Hands a mail to whoever can send one (channels, floor 3, by its job's name), if there is a mailbox at
 * all. Returns whether it will be sent.
 */
export async function mail(tx: Tx, what: SystemMail, now: Date): Promise<boolean> {
  if (!(await hasMailbox(tx))) return false;
  await enqueue(tx, 'channels.system-mail', what, { runAt: now });
  return true;
}
