import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api, client } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { levelName } from '../roles.ts';
import { useStaffWrite } from '../write.ts';
import { InboxAccess } from './InboxAccess.tsx';
import { type Inbox, InboxDialog } from './InboxDialog.tsx';

/** Where conversations arrive, and who may do what there. */
export default function Inboxes() {
  const me = useQuery(api.staff.me.get.queryOptions()).data;
  const inboxes = useQuery(api.staff.inboxes.list.queryOptions({ input: { archived: 'with' } }));
  const [open, setOpen] = useState<Inbox | 'new' | null>(null);
  const [access, setAccess] = useState<Inbox | null>(null);
  const used = inboxes.data?.items.filter((inbox) => !inbox.archived);
  const away = inboxes.data?.items.filter((inbox) => inbox.archived) ?? [];
  const restore = useStaffWrite(client.staff.inboxes.restore);
  return (
    <>
      <PageHead
        title={t('staff.inboxes.title')}
        action={
          me?.may.manageInboxes && (
            <Button
              size={36}
              look="primary"
              icon={<Plus size={15} aria-hidden="true" />}
              onClick={() => setOpen('new')}
            >
              {t('staff.inboxes.add')}
            </Button>
          )
        }
      >
        {t('staff.inboxes.lead')}
      </PageHead>
      <Card flush>
        {inboxes.isError && (
          <ErrorState title={sentence(inboxes.error)} onRetry={() => void inboxes.refetch()} />
        )}
        {inboxes.isPending && <LinesLoading />}
        {used && (
          <Lines label={t('staff.inboxes.title')}>
            {used.map((inbox) => (
              <Line
                key={inbox.id}
                title={
                  <>
                    <span dir="auto">{inbox.name}</span>
                    {inbox.sample && <Badge>{t('staff.sample')}</Badge>}
                  </>
                }
                detail={
                  <>
                    {inbox.address ? <bdi>{inbox.address}</bdi> : t('staff.inboxes.noMailbox')}
                    {` · ${inbox.brand.name}`}
                    {inbox.team && ` · ${inbox.team.name}`}
                    {` · ${t('staff.inboxes.everyone', { level: levelName(inbox.defaultLevel) })}`}
                  </>
                }
                end={
                  inbox.level === 'manage' && (
                    <>
                      <Button
                        size={36}
                        aria-label={t('staff.inboxes.accessOf', { name: inbox.name })}
                        onClick={() => setAccess(inbox)}
                      >
                        {t('staff.inboxes.access')}
                      </Button>
                      <Button
                        size={36}
                        aria-label={t('staff.change.of', { name: inbox.name })}
                        onClick={() => setOpen(inbox)}
                      >
                        {t('staff.change')}
                      </Button>
                    </>
                  )
                }
              />
            ))}
          </Lines>
        )}
      </Card>
      {away.length > 0 && (
        <Card flush title={t('staff.inboxes.away')} lead={t('staff.inboxes.awayLead')}>
          <Lines label={t('staff.inboxes.away')}>
            {away.map((inbox) => (
              <Line
                key={inbox.id}
                faded
                title={<span dir="auto">{inbox.name}</span>}
                detail={inbox.brand.name}
                end={
                  <Button
                    size={36}
                    aria-label={t('staff.inboxes.restoreOf', { name: inbox.name })}
                    busy={restore.isPending && restore.variables?.id === inbox.id}
                    onClick={() => restore.mutate({ id: inbox.id })}
                  >
                    {t('staff.inboxes.restore')}
                  </Button>
                }
              />
            ))}
          </Lines>
        </Card>
      )}
      {open && (
        <InboxDialog
          inbox={open === 'new' ? null : open}
          mayArchive={Boolean(me?.may.manageInboxes)}
          onClose={() => setOpen(null)}
        />
      )}
      {access && <InboxAccess inbox={access} onClose={() => setAccess(null)} />}
    </>
  );
}
