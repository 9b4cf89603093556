/**
 * Someone at a conversation: looking, or with an answer or a note begun; `typing` while the keys are going.
 */
export type Present = { id: string; state: 'viewing' | 'replying' | 'noting'; typing: boolean };

/** What someone does there. */
export type Doing = Pick<Present, 'state' | 'typing'>;

/** Who is at which conversation. Times are in ms of any clock that only goes forward. */
export type Presence = {
  /** Notes where `place` (one window of `agent`) is now; returns the conversations that look different. */
  at(place: object, agent: string, conversation: string, doing: Doing, now: number): string[];
  /** The window is closed, or at no conversation any more. */
  gone(place: object): string[];
  /** Forgets windows that have been silent for longer than `patience`. */
  expire(now: number): string[];
  /** Each agent once, by the window in which they do most: an answer before a note, a note before looking. */
  of(conversation: string): Present[];
  /** Every conversation somebody is at. */
  all(): Iterable<string>;
};

/** How much it matters to colleagues what one does. */
const weight = ({ state, typing }: Doing): number =>
  ({ viewing: 0, noting: 2, replying: 4 })[state] + (typing ? 1 : 0);

/** Silence after which a window counts as gone, in ms: two heartbeats of 15 s and a little. */
const patience = 35_000;

/**
 * Presence within this process. With several processes each knows its own; the interface stays when they
 * tell each other.
 */
export function createPresence(): Presence {
  type Place = { agent: string; conversation: string; doing: Doing; seen: number };
  const places = new Map<object, Place>();
  const byConversation = new Map<string, Set<Place>>();

  const of = (conversation: string): Present[] => {
    const agents = new Map<string, Doing>();
    for (const { agent, doing } of byConversation.get(conversation) ?? []) {
      const other = agents.get(agent);
      if (!other || weight(doing) > weight(other)) agents.set(agent, doing);
    }
    return [...agents]
      .map(([id, { state, typing }]) => ({ id, state, typing }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
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
    at(place, agent, conversation, doing, now) {
      const was = places.get(place)?.conversation ?? conversation;
      return changed([...new Set([was, conversation])], () => {
        leave(place);
        const here = { agent, conversation, doing, seen: now };
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
