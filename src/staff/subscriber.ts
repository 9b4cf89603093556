import type { Ground } from '../platform/ground.ts';
import type { Subscriber } from '../platform/live/live.ts';
import { reaches } from './caller.ts';
import { callerOf } from './signed-in.ts';

/**
 * Who listens on a live socket, by the same cookie or key as everywhere, and which events they may hear:
 * those of inboxes they may see, and those of no inbox (who joined, what was renamed), which carry ids only.
 */
export async function subscriberOf(ground: Ground, headers: Headers): Promise<Subscriber | null> {
  const caller = await callerOf(ground, headers);
  if (!caller) return null;
  return {
    id: caller.agentId,
    mayHear: ({ inboxId }) => inboxId === null || reaches(caller.inboxes.get(inboxId), 'view'),
  };
}
