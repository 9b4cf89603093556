import type { InferContractRouterInputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import type { Contract } from '../../contract.ts';
import { api } from '../../ui/api.ts';
import type { Touch } from '../../ui/live-caches.ts';
import type { Conversation } from '../../ui/slots.ts';
import { isList } from './live/lists.ts';
import { lists } from './live/use-list.ts';

export type ViewName = NonNullable<InferContractRouterInputs<Contract>['conversations']['list']['view']>;

/** Events may come by the hundred; short lists and counts are asked for again at most this often, in milliseconds. */
const PAUSE = { lists: 1_000, counts: 2_000 };
const asked = { lists: false, counts: false };

function soon(what: keyof typeof PAUSE, ask: () => void): void {
  if (asked[what]) return;
  asked[what] = true;
  setTimeout(() => {
    asked[what] = false;
    ask();
  }, PAUSE[what]);
}

/** What happened to a conversation makes it, its messages and the counts stale; lists ask for its row alone. */
export const touchConversations: Touch = (items, caches) => {
  if (items.some(({ kind }) => kind === 'live.reset')) void lists.reset();
  if (items.some(({ kind }) => kind === 'staff.access-changed')) void lists.lose();
  if (items.some(({ kind }) => kind === 'view.changed'))
    void lists.lose(({ viewId }) => viewId !== undefined);
  if (items.some(({ kind }) => kind === 'view.changed' || kind === 'staff.access-changed')) {
    void caches.invalidateQueries({ queryKey: api.conversations.views.key() });
    void caches.invalidateQueries({ queryKey: api.conversations.viewCounts.key() });
  }
  const changed = new Set(items.flatMap((item) => (item.conversation ? [item.conversation] : [])));
  if (changed.size === 0) return;
  // Threads are asked for by number and events name ids, so the answer tells which one it is.
  void caches.invalidateQueries({
    queryKey: api.conversations.get.key(),
    predicate: ({ state }) => changed.has((state.data as Conversation | undefined)?.id ?? ''),
  });
  for (const id of changed) {
    void caches.invalidateQueries({ queryKey: api.conversations.messages.key({ input: { id } }) });
    void caches.invalidateQueries({ queryKey: api.conversations.scheduled.key({ input: { id } }) });
    void caches.invalidateQueries({ queryKey: api.conversations.checklist.key({ input: { id } }) });
  }
  // What stands beside or is linked changes under its own id.
  for (const one of [api.conversations.asides, api.conversations.links]) {
    void caches.invalidateQueries({ queryKey: one.key() });
  }
  lists.hear(
    items.flatMap(({ conversation, version }) => (conversation ? [{ id: conversation, version }] : [])),
  );
  // A customer's few conversations beside a thread, and the like.
  soon('lists', () => {
    const queryKey = api.conversations.list.key();
    void caches.invalidateQueries({ queryKey, predicate: (query) => !isList(query.queryKey) });
  });
  soon('counts', () => {
    void caches.invalidateQueries({ queryKey: api.conversations.counts.key() });
    void caches.invalidateQueries({ queryKey: api.conversations.viewCounts.key() });
  });
};

/** How many conversations a view holds; undefined until known. */
export function useCount(view: ViewName): number | undefined {
  return useQuery(api.conversations.counts.queryOptions()).data?.[view];
}
