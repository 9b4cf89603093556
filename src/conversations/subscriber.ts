import type { Ground } from '../platform/ground.ts';
import type { Subscriber } from '../platform/live/live.ts';
import type { Caller } from '../staff/caller.ts';
import { callerOf } from '../staff/signed-in.ts';
import { may } from './access.ts';

/** Who listens to what happens, by the same session and the same law as everything else; null for nobody. */
export async function subscriberOf(ground: Ground, headers: Headers): Promise<Subscriber | null> {
  const caller = await callerOf(ground, headers);
  if (!caller || (caller.scopes && !caller.scopes.has('read'))) return null;
  return { id: caller.agentId, mayHear: (event) => mayHear(caller, event) };
}

/** Events of an inbox are for those who see it; the others (staff, customers, settings) name ids only. */
export const mayHear = (caller: Caller, event: { inboxId: string | null }): boolean =>
  event.inboxId === null || may(caller, 'view', { inbox_id: event.inboxId });
