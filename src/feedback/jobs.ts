import { after, minute } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import type { Reaction } from '../platform/events/reactions.ts';
import { enqueue, type Job } from '../platform/jobs/jobs.ts';
import { askSettled, type MayAsk } from './ask.ts';
import { readAsking } from './asking.ts';

const name = 'feedback.ask';

/** Asks when the inbox's delay is over; solved again meanwhile, it begins anew. */
const askLater: Reaction = {
  name,
  kinds: ['conversation.solved'],
  async handle(tx, { conversationId, inboxId, at }) {
    if (!conversationId || !inboxId) return;
    const asking = await readAsking(tx, inboxId);
    if (!asking.on) return;
    const runAt = after(at, asking.delayMinutes * minute);
    await enqueue(tx, name, { conversationId }, { key: `${name}:${conversationId}`, runAt });
  },
};

export const feedbackReactions: Reaction[] = [askLater];

/** @param mayAsk the guard of everything said automatically, from the channels */
export const feedbackJobs = (mayAsk: MayAsk): Job[] => [
  {
    name,
    async run(ground, payload) {
      const { conversationId } = payload as { conversationId: string };
      const now = ground.clock.now();
      await transact(ground.db, (tx) => askSettled(tx, ground, mayAsk, conversationId, now));
    },
  },
];
