import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { client, queries } from './api.ts';
import { code } from './errors.ts';
import { type AgentPresence, Live, type LiveItem, type PresenceState } from './live.ts';
import { sendWaiting } from './waiting.ts';

/**
 * How one room's caches are touched by what happened: mark as stale what may have changed. `live.reset` says that
 * too much was missed to tell; everything shown is asked for again then.
 */
export type Touch = (items: LiveItem[], caches: QueryClient) => void;

let online = true;
const present = new Map<string, AgentPresence[]>();
const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

let live: Live | undefined;

/**
 * Opens the live connection and lets events touch the rooms' caches; returns how to end it.
 * @param touches one a room, in the order of src/desk/slots.ts
 */
export function goLive(touches: readonly Touch[], onBye: (reason: string) => void): () => void {
  const connection = new Live({
    connect: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/live`),
    onItems: (items) => {
      for (const touch of touches) touch(items, queries);
    },
    onReset: () => {
      for (const touch of touches) touch([{ kind: 'live.reset' }], queries);
      void queries.invalidateQueries();
    },
    onPresence: (conversation, agents) => {
      present.set(conversation, agents);
      changed();
    },
    onOnline: (now) => {
      online = now;
      // What was asked for while away may have failed; ask again.
      // What was done meanwhile goes first, or it would seem undone for a moment.
      if (now) void sendWaiting().finally(() => queries.invalidateQueries());
      changed();
    },
    // A browser does not say why it was refused; the ordinary door does. Without a way there it is tried again.
    onRefused: () => {
      client.staff.session(undefined, { context: { read: true } }).catch((error) => {
        if (code(error) !== 'NOT_SIGNED_IN') return;
        connection.stop();
        onBye('signed-out');
      });
    },
    onBye,
  });
  live = connection;
  connection.start();
  const hurry = () => connection.hurry();
  const lose = () => connection.lose();
  addEventListener('online', hurry);
  addEventListener('offline', lose);
  return () => {
    removeEventListener('online', hurry);
    removeEventListener('offline', lose);
    connection.stop();
    if (live === connection) live = undefined;
  };
}

/** Whether the server can be reached; turns false after three seconds without connection. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => online);
}

const nobody: AgentPresence[] = [];

/** Lists without one agent, so that asking twice gives the same list and nobody is drawn again for it. */
const without = new WeakMap<AgentPresence[], AgentPresence[]>();

function othersIn(there: AgentPresence[], me: string): AgentPresence[] {
  const others = without.get(there) ?? there.filter(({ id }) => id !== me);
  without.set(there, others);
  return others.length > 0 ? others : nobody;
}

/**
 * The colleagues who look at or answer this conversation now.
 * @param me oneself, who is none of them; the same at every place, one desk has one agent
 */
export function usePresence(conversation: string, me?: string): AgentPresence[] {
  return useSyncExternalStore(subscribe, () => {
    const there = present.get(conversation) ?? nobody;
    return me === undefined ? there : othersIn(there, me);
  });
}

/** Tells colleagues which conversation this agent looks at, answers or notes in, and whether the keys go; null: none. */
export function beAt(conversation: string | null, state?: PresenceState, typing?: boolean): void {
  live?.present(conversation, state, typing);
}
