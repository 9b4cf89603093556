import { useMutation } from '@tanstack/react-query';
import { api, client, queries } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { ago, fileSize, number } from '../../../ui/format.ts';
import { Line } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import type { Archive } from '../../email/archive/contract.ts';
import { useSending } from './sending.ts';

type Act = 'pause' | 'resume' | 'cancel';

/** One archive on its way in, or its end. */
export function ArchiveLine({ archive }: { archive: Archive }) {
  const sending = useSending(archive.id);
  const act = useMutation({
    mutationFn: (what: Act) => client.archives[what]({ id: archive.id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.archives.key() }),
  });
  const isOver = archive.state === 'done' || archive.state === 'cancelled';
  const button = (what: Act) => (
    <Button size={36} busy={act.isPending && act.variables === what} onClick={() => act.mutate(what)}>
      {t(`channels.archive.${what}`)}
    </Button>
  );
  return (
    <Line
      faded={archive.state === 'cancelled'}
      title={<bdi className="truncate">{archive.name}</bdi>}
      detail={
        <>
          <span>
            <bdi>{archive.channel.address}</bdi>
            {` · ${fileSize(archive.size)} · `}
            <State archive={archive} sending={sending} />
          </span>
          {!isOver && (
            <Progress
              archive={archive}
              sent={sending && 'received' in sending ? sending.received : undefined}
            />
          )}
          {archive.brought + archive.known + archive.leftOut > 0 && (
            <span className="mt-0.5 block">
              {t('channels.archive.counts', {
                brought: archive.brought,
                known: archive.known,
                leftOut: archive.leftOut,
                tooLarge: archive.tooLarge,
              })}
            </span>
          )}
        </>
      }
      end={
        !isOver && (
          <>
            {archive.state === 'reading' && button('pause')}
            {(archive.state === 'paused' || archive.state === 'failed') && button('resume')}
            {button('cancel')}
          </>
        )
      }
    />
  );
}

function State({ archive, sending }: { archive: Archive; sending: ReturnType<typeof useSending> }) {
  const now = useNow();
  if (sending && 'problem' in sending) {
    return <span className="text-bad">{t('channels.archive.stopped', { why: sending.problem })}</span>;
  }
  if (archive.state === 'failed') return <span className="text-bad">{archive.problem}</span>;
  if (archive.state === 'sending' && !sending) {
    return <span className="text-warn">{t('channels.archive.chooseAgain')}</span>;
  }
  return t(`channels.archive.state.${archive.state}`, { time: ago(archive.updatedAt, now) });
}

function Progress({ archive, sent }: { archive: Archive; sent: number | undefined }) {
  const isSending = archive.state === 'sending';
  const done = isSending ? (sent ?? archive.received) : archive.done;
  const share = archive.size === 0 ? 0 : done / archive.size;
  return (
    <span className="mt-1.5 flex items-center gap-2">
      <span
        role="progressbar"
        aria-label={t(isSending ? 'channels.archive.sent' : 'channels.archive.read')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
        className="block h-1.5 w-full max-w-80 overflow-hidden rounded-full bg-raise"
      >
        <span
          className="block h-full rounded-full bg-accent transition-[inline-size] motion-reduce:transition-none"
          style={{ inlineSize: `${share * 100}%` }}
        />
      </span>
      <span className="tabular-nums">{number(Math.floor(share * 100))} %</span>
    </span>
  );
}
