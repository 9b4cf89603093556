/** Someone at a conversation. */
export type Present = { id: string; state: 'viewing' | 'replying' };

/** Who is at which conversation. Times are in ms of any clock that only goes forward. */
export type Presence = {
  /** Notes where `place` (one window of `agent`) is now; returns the conversations that look different. */
  at(place: object, agent: string, conversation: string, state: Present['state'], now: number): string[];
  /** The window is closed, or at no conversation any more. */
  gone(place: object): string[];
  /** Forgets windows that have been silent for longer than `patience`. */
  expire(now: number): string[];
  /** Each agent once, replying if any of their windows is. */
  of(conversation: string): Present[];
  /** Every conversation somebody is at. */
  all(): Iterable<string>;
};

/** Silence after which a window counts as gone, in ms: two heartbeats of 15 s and a little. */
const patience = 35_000;

/**
 * Presence within this process. With several processes each knows its own; the interface stays when they
 * tell each other.
 */
export function createPresence(): Presence {
  type Place = { agent: string; conversation: string; state: Present['state']; seen: number };
  const places = new Map<object, Place>();
  const byConversation = new Map<string, Set<Place>>();

  const of = (conversation: string): Present[] => {
    const agents = new Map<string, Present['state']>();
    for (const { agent, state } of byConversation.get(conversation) ?? []) {
      if (state === 'replying' || !agents.has(agent)) agents.set(agent, state);
    }
    return [...agents].map(([id, state]) => ({ id, state })).sort((a, b) => (a.id < b.id ? -1 : 1));
  };

  /** Runs `change` and says which of these conversations it made look different. */
  const changed = (conversations: readonly string[], change: () => void): string[] => {
    const before = conversations.map((one) => JSON.stringify(of(one)));
    change();
    return conversations.filter((one, n) => JSON.stringify(of(one)) !== before[n]);
  };

  const leave = (place: object): void => {
    const was = places.get(place);
    if (!was) return;
    places.delete(place);
    const there = byConversation.get(was.conversation);
    there?.delete(was);
    if (there?.size === 0) byConversation.delete(was.conversation);
  };

  const gone = (place: object): string[] => {
    const was = places.get(place);
    return was ? changed([was.conversation], () => leave(place)) : [];
  };

  return {
    at(place, agent, conversation, state, now) {
      const was = places.get(place)?.conversation ?? conversation;
      return changed([...new Set([was, conversation])], () => {
        leave(place);
        const here = { agent, conversation, state, seen: now };
        places.set(place, here);
        const there = byConversation.get(conversation) ?? new Set();
        byConversation.set(conversation, there.add(here));
      });
    },
    gone,
    expire(now) {
      const silent = [...places].filter(([, { seen }]) => now - seen > patience);
      return [...new Set(silent.flatMap(([place]) => gone(place)))];
    },
    of,
    all: () => byConversation.keys(),
  };
}
