import { useQuery } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { api, client } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { ago } from '../../../ui/format.ts';
import { Card, Line, Lines, LinesLoading } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { useStaffWrite } from '../write.ts';

/** Where you are signed in, and a way to end each. */
export function Sessions() {
  const now = useNow();
  const sessions = useQuery(api.staff.me.sessions.queryOptions());
  const end = useStaffWrite(client.staff.me.endSession);
  const endOthers = useStaffWrite((_: { others: true }) => client.staff.me.endOtherSessions());
  const items = sessions.data?.items;
  return (
    <Card
      flush
      title={t('staff.sessions.title')}
      lead={t('staff.sessions.lead')}
      action={
        (items?.length ?? 0) > 1 && (
          <Button size={36} busy={endOthers.isPending} onClick={() => endOthers.mutate({ others: true })}>
            {t('staff.sessions.endOthers')}
          </Button>
        )
      }
    >
      {sessions.isError && (
        <ErrorState title={sentence(sessions.error)} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.isPending && <LinesLoading count={2} />}
      {items && (
        <Lines label={t('staff.sessions.title')}>
          {items.map((session) => (
            <Line
              key={session.id}
              start={
                <span className="grid size-7 place-items-center text-ink3">
                  {/Android|iPhone|iPad|mobile/i.test(session.device) ? (
                    <Smartphone size={18} aria-hidden="true" />
                  ) : (
                    <Monitor size={18} aria-hidden="true" />
                  )}
                </span>
              }
              title={
                <>
                  {session.device}
                  {session.current && <Badge tone="good">{t('staff.sessions.current')}</Badge>}
                </>
              }
              detail={
                <>
                  <bdi>{session.ip}</bdi>
                  {` · ${t('staff.sessions.seen', { time: ago(session.seenAt, now) })}`}
                </>
              }
              end={
                !session.current && (
                  <Button
                    size={36}
                    busy={end.isPending && end.variables?.id === session.id}
                    onClick={() => end.mutate({ id: session.id })}
                  >
                    {t('staff.sessions.end')}
                  </Button>
                )
              }
            />
          ))}
        </Lines>
      )}
    </Card>
  );
}
