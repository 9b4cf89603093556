import type { Reaction } from '../platform/events/reactions.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import { handBackJob } from './jobs.ts';

/** Whoever leaves keeps nothing open: their conversations go back to the team, by a job, for they may be many. */
const handBack: Reaction = {
  name: 'conversations.hand-back',
  kinds: ['staff.deactivated'],
  async handle(tx, event) {
    const { agentId } = event.data;
    if (typeof agentId === 'string') {
      await enqueue(tx, handBackJob.name, { agentId }, { key: `hand-back:${agentId}` });
    }
  },
};

export const conversationsReactions: Reaction[] = [handBack];
