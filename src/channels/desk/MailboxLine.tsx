import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '../../ui/AlertDialog.tsx';
import { client } from '../../ui/api.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { ago, number, shortDuration } from '../../ui/format.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Line } from '../../ui/Page.tsx';
import { heard } from '../../ui/said.ts';
import { t } from '../../ui/words.ts';
import { type Channel, noticeableLag, stateOf } from './states.ts';
import { useChannelWrite } from './write.ts';

type Props = { channel: Channel; mayChange: boolean; onChange: () => void };

/** One mailbox: its address, how it is in plain words, and what helps. */
export function MailboxLine({ channel, mayChange, onChange }: Props) {
  const [asking, setAsking] = useState(false);
  const { id } = channel;
  const retry = useChannelWrite(client.channels.retry);
  const pause = useChannelWrite(client.channels.pause);
  const resume = useChannelWrite(client.channels.resume);
  const disconnect = useChannelWrite(client.channels.archive, { onDone: () => setAsking(false) });
  const { tone, label } = stateOf(channel);
  const ill = channel.state !== 'ok' && channel.state !== 'off' && channel.state !== 'connecting';
  const off = channel.state === 'off';
  return (
    <Line
      faded={off}
      title={
        <>
          <bdi className="truncate">{channel.address}</bdi>
          <Badge tone={tone}>{label}</Badge>
          {channel.sample && <Badge>{t('channels.sample')}</Badge>}
        </>
      }
      detail={
        <>
          <Facts channel={channel} />
          {channel.stateDetail && (
            <span role="status" className={ill ? 'mt-1 block text-bad' : 'mt-1 block'}>
              {heard(channel.stateDetail)}
            </span>
          )}
        </>
      }
      end={
        <>
          {channel.state === 'reauth' && mayChange && (
            <Button size={36} look="primary" onClick={onChange}>
              {t('channels.newPassword')}
            </Button>
          )}
          {ill && (
            <Button size={36} busy={retry.isPending} onClick={() => retry.mutate({ id })}>
              {t('ui.tryAgain')}
            </Button>
          )}
          {off && mayChange && (
            <Button size={36} busy={resume.isPending} onClick={() => resume.mutate({ id })}>
              {t('channels.resume')}
            </Button>
          )}
          {mayChange && (
            <Menu
              trigger={
                <IconButton label={t('channels.more', { address: channel.address })}>
                  <Ellipsis size={16} aria-hidden="true" />
                </IconButton>
              }
              items={[
                { label: t('channels.change'), onSelect: onChange },
                off
                  ? { label: t('channels.resume'), onSelect: () => resume.mutate({ id }) }
                  : { label: t('channels.pause'), onSelect: () => pause.mutate({ id }) },
                'line',
                { label: t('channels.disconnect'), danger: true, onSelect: () => setAsking(true) },
              ]}
            />
          )}
          {asking && (
            <AlertDialog
              open
              onClose={() => setAsking(false)}
              title={t('channels.disconnect.title', { address: channel.address })}
              act={t('channels.disconnect')}
              busy={disconnect.isPending}
              onAct={() => disconnect.mutate({ id })}
            >
              {t('channels.disconnect.body')}
            </AlertDialog>
          )}
        </>
      }
    />
  );
}

function Facts({ channel }: { channel: Channel }) {
  const now = useNow();
  const { lastInAt, lagSeconds, waiting, inbox, receives, sends } = channel;
  const facts = [
    t('channels.into', { inbox: inbox.name }),
    receives === 'forward' && t('channels.byDoor'),
    !sends && t('channels.receivesOnly'),
    lastInAt ? t('channels.lastIn', { time: ago(lastInAt, now) }) : t('channels.nothingIn'),
    waiting > 0 && t('channels.waiting', { count: waiting, shown: number(waiting) }),
    lagSeconds !== null &&
      lagSeconds >= noticeableLag &&
      channel.state !== 'off' &&
      t('channels.lag', { time: shortDuration(Math.floor(lagSeconds / 60)) }),
  ];
  return <span>{facts.filter(Boolean).join(' · ')}</span>;
}
