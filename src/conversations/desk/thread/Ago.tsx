import { useNow } from '../../../ui/clock.ts';
import { ago, fullTime } from '../../../ui/format.ts';
import { t } from '../../../ui/words.ts';

/** How long ago, moving on by itself; the full time is in its title. */
export function Ago({ at, className }: { at: Date; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={at.toISOString()} title={fullTime(at)} className={className}>
      {now.getTime() - at.getTime() < 60_000
        ? t('conversations.justNow')
        : t('conversations.ago', { time: ago(at, now) })}
    </time>
  );
}
