import { api, type client, queries } from '../../../ui/api.ts';

/** A cause as the settings show it. */
export type CauseLine = Awaited<ReturnType<typeof client.conversations.everyCause>>[number];

/** Asks again for the causes, here and where conversations are solved. */
export const refreshCauses = async (): Promise<void> => {
  await queries.invalidateQueries({ queryKey: api.conversations.everyCause.key() });
  await queries.invalidateQueries({ queryKey: api.conversations.causes.key() });
};
