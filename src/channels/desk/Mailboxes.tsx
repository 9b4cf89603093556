import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { AtSign, Plus } from 'lucide-react';
import { lazy, useState } from 'react';
import { api } from '../../ui/api.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { Card, Lines, LinesLoading, PageHead } from '../../ui/Page.tsx';
import { t } from '../../ui/words.ts';
import { MailboxLine } from './MailboxLine.tsx';
import { NotRead } from './NotRead.tsx';
import { RoomNotice } from './RoomNotice.tsx';
import type { Channel } from './states.ts';

const Connect = lazy(() => import('./connect/Connect.tsx'));
const MailboxDialog = lazy(() => import('./MailboxDialog.tsx'));

/** Every mailbox and how it is; under /settings/mailboxes/connect, the way to one more. */
export default function Mailboxes() {
  const { _splat = '' } = useParams({ strict: false });
  return _splat.split('/')[1] === 'connect' ? <Connect /> : <List />;
}

function List() {
  const channels = useQuery(api.channels.list.queryOptions());
  const role = useQuery(api.staff.session.queryOptions()).data?.agent.role;
  const [changing, setChanging] = useState<Channel | null>(null);
  const mayConnect = role === 'owner' || role === 'admin';
  const items = channels.data?.items;
  return (
    <>
      <PageHead title={t('channels.title')} action={mayConnect && <ConnectLink />}>
        {t('channels.lead')}
      </PageHead>
      <Card flush>
        <RoomNotice />
        {channels.isError && (
          <ErrorState title={sentence(channels.error)} onRetry={() => void channels.refetch()} />
        )}
        {channels.isPending && <LinesLoading />}
        {items?.length === 0 && (
          <EmptyState icon={<AtSign size={20} aria-hidden="true" />} title={t('channels.none.title')}>
            {t(mayConnect ? 'channels.none.body' : 'channels.none.ask')}
          </EmptyState>
        )}
        {items && items.length > 0 && (
          <Lines label={t('channels.title')}>
            {items.map((channel) => (
              <MailboxLine
                key={channel.id}
                channel={channel}
                mayChange={mayConnect && !channel.sample}
                onChange={() => setChanging(channel)}
              />
            ))}
          </Lines>
        )}
      </Card>
      <NotRead />
      {changing && <MailboxDialog channel={changing} onClose={() => setChanging(null)} />}
    </>
  );
}

function ConnectLink() {
  return (
    <Link
      to="/settings/$"
      params={{ _splat: 'mailboxes/connect' }}
      className="inline-flex h-9 items-center gap-1.5 rounded-control bg-accent px-3.5 font-semibold text-on-accent no-underline hover:bg-accent-strong"
    >
      <Plus size={15} aria-hidden="true" />
      {t('channels.connect')}
    </Link>
  );
}
