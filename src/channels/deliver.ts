import { setTimeout as pause } from 'node:timers/promises';
import { after, second } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import type { Job } from '../platform/jobs/jobs.ts';
import { Unsayable } from './channel.ts';
import { type Claim, claim, leaseMs, stillMine } from './claim.ts';
import { someoneWaits } from './lanes.ts';
import { readOutgoing } from './outgoing.ts';
import { adapterOf } from './registry.ts';
import type { Sent } from './sent.ts';
import { settle } from './settle.ts';
import { deliverJobName, wakeDue } from './wake.ts';

/*
 * The one way out. A message leaves in three steps, each committed before the next begins:
 *
 *   claim     queued → sending, with a lease that is renewed while the try lives
 *   hand over right before the body is given away, `handed_at` is written, if the try is still ours
 *   settle    what came of it: sent, queued again, failed, or unknown
 *
 * A death before the second commit surely sent nothing, and the sweep (outbox-sweep.ts) queues the message
 * again. A death after it may have sent it: the message becomes 'unknown' and waits for a person, or for
 * proof (prove-sent.ts). So nothing is sent twice, and nothing is forgotten (law 3).
 */

/** Pauses before an outcome is written again when the database is away, in seconds. */
const settleTries = [1, 2, 4, 8, 15];

export const deliverJob: Job<{ messageId: string }> = {
  name: deliverJobName,
  run: (ground, { messageId }) => deliver(ground, messageId),
};

/**
 * Tries to send one message now, if it is due and its mailbox has room; otherwise leaves it queued, to be
 * found when its time comes. Safe to call at any time and any number of times.
 */
export async function deliver(ground: Ground, messageId: string): Promise<void> {
  const mine = await claim(ground, messageId);
  if (!mine) return;
  try {
    const sent = await withLease(ground, mine, () => attempt(ground, mine));
    if (sent) await settleSurely(ground, mine, sent);
  } finally {
    mine.leave();
  }
  if (someoneWaits(ground)) await wakeDue(ground);
}

/** What came of one try, or undefined if it turned out not to be ours any more. */
async function attempt(ground: Ground, mine: Claim): Promise<Sent | undefined> {
  const message = await readOutgoing(ground.db, mine.messageId);
  const adapter = adapterOf(mine.channel.type);
  if (!message || !adapter.send) return refused('CHANNEL', 'This channel cannot send.');
  let handed = false;
  const handOver = async () => {
    if (!(await stillMine(ground, mine))) throw new Lost();
    handed = true;
  };
  try {
    return await adapter.send(ground, mine.channel, { message, key: mine.key, taken: mine.taken, handOver });
  } catch (error) {
    if (error instanceof Lost) return undefined;
    if (error instanceof Unsayable) return refused('MESSAGE', error.message);
    ground.log.error({ err: error, messageId: mine.messageId }, 'sending failed on our side');
    // Our own fault: before handing over it is tried again, after it nobody knows.
    return {
      ok: false,
      error: {
        code: 'INTERNAL',
        retry: handed ? 'unknown' : 'later',
        text: 'Something went wrong on our side; it has been written to the log.',
      },
    };
  }
}

class Lost extends Error {}

const refused = (code: string, text: string): Sent => ({ ok: false, error: { code, retry: 'never', text } });

/** Keeps the lease alive while `work` runs, however slow the other side is. */
async function withLease<T>(ground: Ground, mine: Claim, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {
    ground.db
      .updateTable('deliveries')
      .set({ lease_until: after(ground.clock.now(), leaseMs) })
      .where('message_id', '=', mine.messageId)
      .where('attempts', '=', mine.attempt)
      .execute()
      .catch(() => {});
  }, leaseMs / 3);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/**
 * Writes the outcome down, trying again while the database is away: that a message was taken is known only
 * here, and nowhere else once this process ends.
 */
async function settleSurely(ground: Ground, mine: Claim, sent: Sent): Promise<void> {
  for (const seconds of settleTries) {
    try {
      return await transact(ground.db, (tx) => settle(tx, mine, sent, ground.clock.now()));
    } catch (error) {
      ground.log.warn(
        { err: error, messageId: mine.messageId },
        'the outcome of a sending could not be written yet',
      );
      await pause(seconds * second);
    }
  }
  await transact(ground.db, (tx) => settle(tx, mine, sent, ground.clock.now()));
}
