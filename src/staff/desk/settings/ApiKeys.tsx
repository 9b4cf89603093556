import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '../../../ui/AlertDialog.tsx';
import { api, client } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { ago, shortTime } from '../../../ui/format.ts';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { useStaffWrite } from '../write.ts';
import { ApiKeyDialog } from './ApiKeyDialog.tsx';

type ApiKey = Awaited<ReturnType<typeof client.staff.apiKeys.list>>['items'][number];

/** Keys with which other programs work here in somebody's name. */
export default function ApiKeys() {
  const now = useNow();
  const keys = useQuery(api.staff.apiKeys.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const revoke = useStaffWrite(client.staff.apiKeys.revoke, { onDone: () => setRevoking(null) });
  return (
    <>
      <PageHead
        title={t('staff.keys.title')}
        action={
          <Button
            size={36}
            look="primary"
            icon={<Plus size={15} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            {t('staff.keys.add')}
          </Button>
        }
      >
        {t('staff.keys.lead')}{' '}
        <a href="/api" className="underline">
          {t('staff.keys.docs')}
        </a>
      </PageHead>
      <Card flush>
        {keys.isError && <ErrorState title={sentence(keys.error)} onRetry={() => void keys.refetch()} />}
        {keys.isPending && <LinesLoading />}
        {keys.data?.items.length === 0 && (
          <EmptyState icon={<KeyRound size={20} aria-hidden="true" />} title={t('staff.keys.none.title')}>
            {t('staff.keys.none.body')}
          </EmptyState>
        )}
        {keys.data && keys.data.items.length > 0 && (
          <Lines label={t('staff.keys.title')}>
            {keys.data.items.map((key) => (
              <Line
                key={key.id}
                faded={Boolean(key.expiresAt && key.expiresAt <= now)}
                title={
                  <>
                    <span dir="auto">{key.name}</span>
                    {key.scopes.map((scope) => (
                      <Badge key={scope} square tone={scope === 'admin' ? 'warn' : 'plain'}>
                        {t(`staff.scope.${scope}`)}
                      </Badge>
                    ))}
                  </>
                }
                detail={
                  <>
                    <code className="font-mono">{key.prefix}…</code>
                    {` · ${key.agent.name} · `}
                    {key.lastUsedAt
                      ? t('staff.keys.used', { time: ago(key.lastUsedAt, now) })
                      : t('staff.keys.unused')}
                    {key.expiresAt && ` · ${t('staff.keys.until', { time: shortTime(key.expiresAt, now) })}`}
                  </>
                }
                end={
                  <Button
                    size={36}
                    look="danger"
                    aria-label={t('staff.keys.revokeOf', { name: key.name })}
                    onClick={() => setRevoking(key)}
                  >
                    {t('staff.keys.revoke')}
                  </Button>
                }
              />
            ))}
          </Lines>
        )}
      </Card>
      {adding && <ApiKeyDialog onClose={() => setAdding(false)} />}
      {revoking && (
        <AlertDialog
          open
          onClose={() => setRevoking(null)}
          title={t('staff.keys.revoke.title', { name: revoking.name })}
          act={t('staff.keys.revoke')}
          busy={revoke.isPending}
          onAct={() => revoke.mutate({ id: revoking.id })}
        >
          {t('staff.keys.revoke.body')}
        </AlertDialog>
      )}
    </>
  );
}
