import { useQuery } from '@tanstack/react-query';
import { api, type client, queries } from '../../ui/api.ts';
import type { Touch } from '../../ui/live-caches.ts';

export type Notice = Awaited<ReturnType<typeof client.notices.list>>['items'][number];

/** One's own desks hear when there is something new, something read, or a setting changed. */
export const touchNotices: Touch = (items, caches) => {
  const own = new Set(items.map(({ kind }) => kind).filter((kind) => kind.startsWith('own.')));
  if (own.has('own.notices')) {
    void caches.invalidateQueries({ queryKey: api.notices.list.key() });
    void caches.invalidateQueries({ queryKey: api.notices.count.key() });
  }
  if (own.has('own.settings')) void caches.invalidateQueries({ queryKey: api.notices.key() });
  if (own.has('own.follow')) {
    void caches.invalidateQueries({ queryKey: api.conversations.following.key() });
    void caches.invalidateQueries({ queryKey: api.conversations.list.key() });
  }
  if (own.has('own.handed') || items.some(({ kind }) => kind === 'conversation.handed'))
    void caches.invalidateQueries({ queryKey: api.conversations.handedDrafts.key() });
};

const count = api.notices.count.queryOptions({ staleTime: 60_000 });

/** How many notices wait unread; undefined until known. */
export const useUnread = (): number | undefined => useQuery(count).data?.unread;
/** The same with where they are, and whether there is quiet now. */
export const useNoticeCount = () => useQuery(count).data;

/** Asks again for list and count. */
export function refreshNotices(): void {
  void queries.invalidateQueries({ queryKey: api.notices.list.key() });
  void queries.invalidateQueries({ queryKey: api.notices.count.key() });
}
