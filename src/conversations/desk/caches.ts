import type { InferContractRouterInputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import type { Contract } from '../../contract.ts';
import { api } from '../../ui/api.ts';
import type { Touch } from '../../ui/live-caches.ts';

export type ViewName = NonNullable<InferContractRouterInputs<Contract>['conversations']['list']['view']>;

/** Events may come by the hundred; the counts are asked for at most this often. */
const COUNTS_PAUSE = 2_000;
let countsAsked = false;

/** What happened to a conversation makes it, its messages, the lists and the counts stale. */
export const touchConversations: Touch = (items, caches) => {
  const changed = new Set(items.flatMap((item) => (item.conversation ? [item.conversation] : [])));
  if (changed.size === 0) return;
  for (const id of changed) {
    void caches.invalidateQueries({ queryKey: api.conversations.get.key({ input: { id } }) });
    void caches.invalidateQueries({ queryKey: api.conversations.messages.key({ input: { id } }) });
  }
  void caches.invalidateQueries({ queryKey: api.conversations.list.key() });
  if (countsAsked) return;
  countsAsked = true;
  setTimeout(() => {
    countsAsked = false;
    void caches.invalidateQueries({ queryKey: api.conversations.counts.key() });
  }, COUNTS_PAUSE);
};

/** How many conversations a view holds; undefined until known. */
export function useCount(view: ViewName): number | undefined {
  return useQuery(api.conversations.counts.queryOptions()).data?.[view];
}
