import type { EventData } from '../platform/db/tables.ts';
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

type Heard = { inboxId: string | null; kind?: string; data?: EventData };

/**
 * Events of an inbox are for those who see it; what is one agent's own (`own.…`: their notices, what they follow)
 * for that agent's desks alone; the others (staff, customers, settings) name ids only.
 */
export const mayHear = (caller: Caller, { inboxId, kind, data }: Heard): boolean => {
  if (kind?.startsWith('own.')) return data?.agentId === caller.agentId;
  return inboxId === null || may(caller, 'view', { inbox_id: inboxId });
};
