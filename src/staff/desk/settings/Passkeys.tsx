import { useQuery } from '@tanstack/react-query';
import { Fingerprint, Plus } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '../../../ui/AlertDialog.tsx';
import { api, client } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { ago } from '../../../ui/format.ts';
import { Card, Line, Lines, LinesLoading } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { canPasskeys } from '../webauthn.ts';
import { useStaffWrite } from '../write.ts';
import { AddPasskey } from './AddPasskey.tsx';
import { RenamePasskey } from './RenamePasskey.tsx';

export type Passkey = Awaited<ReturnType<typeof client.staff.passkeys.list>>['items'][number];

/** The devices somebody signs in with by finger, face or PIN. */
export function Passkeys() {
  const now = useNow();
  const passkeys = useQuery(api.staff.passkeys.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<Passkey | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const remove = useStaffWrite(client.staff.passkeys.remove, { onDone: () => setRemoving(null) });
  const items = passkeys.data?.items;
  const possible = canPasskeys();
  return (
    <Card
      flush
      title={t('staff.passkeys.title')}
      lead={t(possible ? 'staff.passkeys.lead' : 'staff.passkeys.unsupported')}
      action={
        possible && (
          <Button size={36} icon={<Plus size={15} aria-hidden="true" />} onClick={() => setAdding(true)}>
            {t('staff.passkeys.add')}
          </Button>
        )
      }
    >
      {passkeys.isError && (
        <ErrorState title={sentence(passkeys.error)} onRetry={() => void passkeys.refetch()} />
      )}
      {passkeys.isPending && <LinesLoading count={1} />}
      {items?.length === 0 && possible && (
        <EmptyState icon={<Fingerprint size={20} aria-hidden="true" />} title={t('staff.passkeys.none')}>
          {t('staff.passkeys.none.body')}
        </EmptyState>
      )}
      {items && items.length > 0 && (
        <Lines label={t('staff.passkeys.title')}>
          {items.map((passkey) => (
            <Line
              key={passkey.id}
              start={
                <span className="grid size-7 place-items-center text-ink3">
                  <Fingerprint size={18} aria-hidden="true" />
                </span>
              }
              title={
                <>
                  <span dir="auto">{passkey.name}</span>
                  {passkey.synced && <Badge>{t('staff.passkeys.synced')}</Badge>}
                </>
              }
              detail={
                <>
                  {passkey.lastUsedAt
                    ? t('staff.passkeys.used', { time: ago(passkey.lastUsedAt, now) })
                    : t('staff.passkeys.unused')}
                  {passkey.host !== location.hostname && (
                    <>
                      {' · '}
                      <bdi>{passkey.host}</bdi>
                    </>
                  )}
                </>
              }
              end={
                <>
                  <Button
                    size={36}
                    aria-label={t('staff.passkeys.renameOf', { name: passkey.name })}
                    onClick={() => setRenaming(passkey)}
                  >
                    {t('staff.passkeys.rename')}
                  </Button>
                  <Button
                    size={36}
                    look="danger"
                    aria-label={t('staff.passkeys.removeOf', { name: passkey.name })}
                    onClick={() => setRemoving(passkey)}
                  >
                    {t('staff.passkeys.remove')}
                  </Button>
                </>
              }
            />
          ))}
        </Lines>
      )}
      {adding && <AddPasskey onClose={() => setAdding(false)} />}
      {renaming && <RenamePasskey passkey={renaming} onClose={() => setRenaming(null)} />}
      {removing && (
        <AlertDialog
          open
          onClose={() => setRemoving(null)}
          title={t('staff.passkeys.remove.title', { name: removing.name })}
          act={t('staff.passkeys.remove')}
          busy={remove.isPending}
          onAct={() => remove.mutate({ id: removing.id })}
        >
          {t('staff.passkeys.remove.body')}
        </AlertDialog>
      )}
    </Card>
  );
}
