import { useQuery } from '@tanstack/react-query';
import { api, type client, queries } from '../../../ui/api.ts';

export type SavedView = Awaited<ReturnType<typeof client.conversations.views>>[number];
export type Filter = NonNullable<SavedView['filter']>;
export type Sort = SavedView['sort'];
type Nested = Filter['conditions'][number];
export type Condition = Extract<Nested, { field: string }>;
export type Problem = SavedView['problems'][number];

/** Views change seldom, and when they do an event says so. */
const staleTime = 5 * 60_000;

/** Everyone's and one's own views, in one's own order; undefined until known. */
export const useSavedViews = (): readonly SavedView[] | undefined =>
  useQuery(api.conversations.views.queryOptions({ staleTime })).data;

/** How many conversations a saved view holds; undefined until known, null if it cannot be said. */
export function useSavedCount(id: string | undefined): number | null | undefined {
  const counts = useQuery(api.conversations.viewCounts.queryOptions({ enabled: id !== undefined })).data;
  return counts?.find((one) => one.id === id)?.count;
}

/** Asks again for the views and what they hold. */
export async function refreshViews(): Promise<void> {
  await queries.invalidateQueries({ queryKey: api.conversations.views.key() });
  await queries.invalidateQueries({ queryKey: api.conversations.viewCounts.key() });
}
