import { api, type client } from '../../../../ui/api.ts';

export type Colleagues = Awaited<ReturnType<typeof client.conversations.colleagues>>;

/** Who can be named or given something here, and who of them may see it. */
export const colleaguesOf = (id: string) =>
  api.conversations.colleagues.queryOptions({ input: { id }, staleTime: 60_000 });
