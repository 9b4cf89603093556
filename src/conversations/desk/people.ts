import { useQuery } from '@tanstack/react-query';
import { api, type client } from '../../ui/api.ts';

export type Me = Awaited<ReturnType<typeof client.staff.me.get>>;
export type Agent = Awaited<ReturnType<typeof client.staff.agents.list>>['items'][number];
export type Team = Awaited<ReturnType<typeof client.staff.teams.list>>['items'][number];
export type Inbox = Awaited<ReturnType<typeof client.staff.inboxes.list>>['items'][number];

/** Who works here changes seldom; asked for again after five minutes. */
const staleTime = 5 * 60_000;
const none: never[] = [];

/** The signed-in person, with preferences; undefined until known. */
export function useMe(): Me | undefined {
  return useQuery(api.staff.me.get.queryOptions({ staleTime })).data;
}

/** Everyone who works here, former colleagues too: their names still stand on old messages. */
export function useAgents(): readonly Agent[] {
  return useQuery(api.staff.agents.list.queryOptions({ staleTime })).data?.items ?? none;
}

export function useTeams(): readonly Team[] {
  return useQuery(api.staff.teams.list.queryOptions({ staleTime })).data?.items ?? none;
}

/** The inboxes this person may see. */
export function useInboxes(): readonly Inbox[] {
  return useQuery(api.staff.inboxes.list.queryOptions({ input: {}, staleTime })).data?.items ?? none;
}
