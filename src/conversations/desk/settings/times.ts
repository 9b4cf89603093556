import { useMutation } from '@tanstack/react-query';
import { api, client, queries } from '../../../ui/api.ts';

/** Sets how long an inbox waits, which is staff's to keep. */
export const useTimes = (onDone: () => void) =>
  useMutation({
    mutationFn: (input: { id: string; waitingDays: number | null; reopenDays: number }) =>
      client.staff.inboxes.change(input),
    meta: { inline: true },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.staff.inboxes.key() });
      onDone();
    },
  });
