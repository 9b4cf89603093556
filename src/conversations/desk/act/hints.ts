import { api } from '../../../ui/api.ts';

/** What the fields of a resolution begin with; asked for as soon as a thread stands, so that it waits for nobody. */
export const hintsOf = (id: string) =>
  api.conversations.resolutionHints.queryOptions({ input: { id }, staleTime: 60_000 });
