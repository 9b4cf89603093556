import { useMutation, useQuery } from '@tanstack/react-query';
import { api, client, queries } from '../../ui/api.ts';
import { toast } from '../../ui/toast.ts';
import { t } from '../../ui/words.ts';

/** Whether sample data is here; undefined until known. */
export function useSample(): boolean | undefined {
  return useQuery(api.sample.state.queryOptions({ staleTime: 5 * 60_000 })).data?.planted;
}

/** Puts the sample data in; everything on the screen is asked for again. */
export function usePlantSample(then: () => void = () => {}) {
  return useMutation({
    mutationFn: () => client.sample.plant(),
    onSuccess: async () => {
      await queries.invalidateQueries({ refetchType: 'active' });
      then();
    },
  });
}

/** Takes the sample data out. What is real stays. */
export function useRemoveSample() {
  return useMutation({
    mutationFn: () => client.sample.remove(),
    onSuccess: async () => {
      await queries.invalidateQueries({ refetchType: 'active' });
      toast(t('desk.sample.removed'));
    },
  });
}
