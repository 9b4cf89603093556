import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { AlertDialog } from '../../../ui/AlertDialog.tsx';
import { client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { ago, shortTime } from '../../../ui/format.ts';
import { Line } from '../../../ui/Page.tsx';
import { heard } from '../../../ui/said.ts';
import { t } from '../../../ui/words.ts';
import { useChannelWrite } from '../write.ts';

type Item = Awaited<ReturnType<typeof client.outbox.list>>['items'][number];

/** One message that has not arrived: to whom, what happened, and what may be done about it. */
export function OutboxLine({ item }: { item: Item }) {
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const { messageId } = item;
  const retry = useChannelWrite(client.outbox.retry, { onDone: () => setAsking(false) });
  const confirm = useChannelWrite(client.outbox.confirm);
  const cancel = useChannelWrite(client.outbox.cancel);
  const can = new Set(item.can);
  const facts = [
    item.author ?? t('channels.outbox.automatic'),
    item.channel?.address,
    t('channels.outbox.since', { time: ago(item.since, now) }),
    item.tries > 1 && t('channels.outbox.tries', { count: item.tries }),
    item.nextTryAt && t('channels.outbox.next', { time: shortTime(item.nextTryAt, now) }),
  ];
  return (
    <Line
      title={
        <Link
          to="/inbox/$view/$number"
          params={{ view: 'all', number: String(item.conversation.number) }}
          className="truncate text-ink"
        >
          <bdi>{item.conversation.subject || t('channels.outbox.noSubject')}</bdi>
        </Link>
      }
      detail={
        <>
          <span className="block">
            {t('channels.outbox.to')} <bdi>{item.to.join(', ')}</bdi>
          </span>
          {item.note && <span className="mt-0.5 block text-ink">{heard(item.note)}</span>}
          <span className="mt-0.5 block text-ink3">{facts.filter(Boolean).join(' · ')}</span>
        </>
      }
      end={
        <>
          {can.has('retry') && (
            <Button size={36} busy={retry.isPending} onClick={() => retry.mutate({ messageId })}>
              {t('channels.outbox.retry')}
            </Button>
          )}
          {can.has('confirm') && (
            <Button size={36} busy={confirm.isPending} onClick={() => confirm.mutate({ messageId })}>
              {t('channels.outbox.confirm')}
            </Button>
          )}
          {can.has('send-again') && (
            <Button size={36} onClick={() => setAsking(true)}>
              {t('channels.outbox.sendAgain')}
            </Button>
          )}
          {can.has('cancel') && (
            <Button
              size={36}
              look="danger"
              busy={cancel.isPending}
              onClick={() => cancel.mutate({ messageId })}
            >
              {t('channels.outbox.cancel')}
            </Button>
          )}
          {asking && (
            <AlertDialog
              open
              onClose={() => setAsking(false)}
              title={t('channels.outbox.sendAgain.title')}
              act={t('channels.outbox.sendAgain')}
              busy={retry.isPending}
              onAct={() => retry.mutate({ messageId, anyway: true })}
            >
              {t('channels.outbox.sendAgain.body')}
            </AlertDialog>
          )}
        </>
      }
    />
  );
}
