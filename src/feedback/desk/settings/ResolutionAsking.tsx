import { useMutation, useQuery } from '@tanstack/react-query';
import { api, client, queries } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Card, Line, Lines, LinesLoading } from '../../../ui/Page.tsx';
import { Select } from '../../../ui/Select.tsx';
import { t } from '../../../ui/words.ts';

const choices = ['off', 'ask', 'require'] as const;

/** Whether an inbox asks its agents on solving what fixed it: never, as an offer, or as a condition. */
export function ResolutionAsking() {
  const askings = useQuery(api.conversations.resolutionAsking.queryOptions());
  const set = useMutation({
    mutationFn: (input: Parameters<typeof client.conversations.setResolutionAsking>[0]) =>
      client.conversations.setResolutionAsking(input),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: api.conversations.resolutionAsking.key() });
      await queries.invalidateQueries({ queryKey: api.conversations.resolutionHints.key() });
    },
  });
  const chosen = (inboxId: string, asking: (typeof choices)[number]) =>
    set.isPending && set.variables.inboxId === inboxId ? set.variables.asking : asking;
  return (
    <Card flush title={t('feedback.resolution.title')} lead={t('feedback.resolution.lead')}>
      {askings.isError && !askings.data && (
        <ErrorState title={sentence(askings.error)} onRetry={() => void askings.refetch()} />
      )}
      {askings.isPending && <LinesLoading />}
      {askings.data && (
        <Lines label={t('feedback.resolution.title')}>
          {askings.data.map(({ inboxId, name, asking }) => (
            <Line
              key={inboxId}
              title={<bdi>{name}</bdi>}
              end={
                <Select
                  label={t('feedback.resolution.of', { inbox: name })}
                  value={chosen(inboxId, asking)}
                  onChange={(next) => set.mutate({ inboxId, asking: next })}
                  choices={choices.map((value) => ({ value, label: t(`feedback.resolution.${value}`) }))}
                />
              }
            />
          ))}
        </Lines>
      )}
    </Card>
  );
}
