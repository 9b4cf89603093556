import type { Event } from '../events/read.ts';
import type { Written } from './connection.ts';
import { itemOf } from './frames.ts';

/** What the rooms know of conversations, by id; the ground does not look into it. */
export type Standings = ReadonlyMap<string, unknown>;

const nothing: Standings = new Map();

/** Events as they are written to sockets, with what is known of their conversations so far. */
export const writeEvents = (events: readonly Event[], known: Standings = nothing): Written[] =>
  events.map((event) => ({
    event,
    item: itemOf(event),
    standing: event.conversationId === null ? undefined : known.get(event.conversationId),
  }));

/** Looks up what the rooms know, only where somebody looks closer: most see whole inboxes. */
export function createStandings(ask?: (conversations: readonly string[]) => Promise<Standings>) {
  const of = async (ids: readonly (string | null)[], closer: boolean): Promise<Standings> => {
    const named = closer ? [...new Set(ids.filter((id) => id !== null))] : [];
    return (named.length > 0 && (await ask?.(named))) || nothing;
  };
  return {
    of,
    write: async (events: readonly Event[], closer: boolean): Promise<Written[]> =>
      writeEvents(events, await of(events.map((event) => event.conversationId), closer)), // biome-ignore format: one thought
  };
}
