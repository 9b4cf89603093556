import { useMutation, useQuery } from '@tanstack/react-query';
import { Ban } from 'lucide-react';
import { api, client, queries } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { ago } from '../../../ui/format.ts';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';

/** Senders whose mail goes to spam unseen, and the way back. */
export default function Blocked() {
  const now = useNow();
  const blocked = useQuery(api.conversations.blockedSenders.queryOptions());
  const role = useQuery(api.staff.session.queryOptions()).data?.agent.role;
  const unblock = useMutation({
    mutationFn: (input: { pattern: string }) => client.conversations.unblock(input),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.conversations.blockedSenders.key() }),
  });
  return (
    <>
      <PageHead title={t('conversations.blocked.title')}>{t('conversations.blocked.lead')}</PageHead>
      <Card flush>
        {blocked.isError && (
          <ErrorState title={sentence(blocked.error)} onRetry={() => void blocked.refetch()} />
        )}
        {blocked.isPending && <LinesLoading />}
        {blocked.data?.length === 0 && (
          <EmptyState
            icon={<Ban size={20} aria-hidden="true" />}
            title={t('conversations.blocked.none.title')}
          >
            {t('conversations.blocked.none.body')}
          </EmptyState>
        )}
        {blocked.data && blocked.data.length > 0 && (
          <Lines label={t('conversations.blocked.title')}>
            {blocked.data.map(({ pattern, at }) => (
              <Line
                key={pattern}
                title={<bdi className="truncate">{pattern}</bdi>}
                detail={t('conversations.blocked.since', { time: ago(at, now) })}
                end={
                  role !== 'agent' && (
                    <Button
                      size={36}
                      aria-label={t('conversations.blocked.unblockOf', { sender: pattern })}
                      busy={unblock.isPending && unblock.variables?.pattern === pattern}
                      onClick={() => unblock.mutate({ pattern })}
                    >
                      {t('conversations.blocked.unblock')}
                    </Button>
                  )
                }
              />
            ))}
          </Lines>
        )}
      </Card>
    </>
  );
}
