import { api, type client, queries } from '../../../ui/api.ts';

/** What an inbox asks customers after solving. */
export type InboxAsking = Awaited<ReturnType<typeof client.feedback.askings>>[number];

/** Asks again for what each inbox asks. */
export const refreshAskings = () => queries.invalidateQueries({ queryKey: api.feedback.askings.key() });
