import { clockState } from './clock-state.ts';
import { cx } from './cx.ts';
import { shortDuration } from './format.ts';
import { t } from './words.ts';

const tones = {
  safe: 'text-ink2',
  soon: 'rounded-full bg-warn-soft px-1.5 text-warn',
  over: 'rounded-full bg-bad-soft px-1.5 text-bad',
};

/** A running clock: grey while safe, an amber pill near its end, a red one with "over" past it. */
export function Pill({ due, started, now }: { due: Date; started: Date; now: Date }) {
  const { state, minutes } = clockState(due, started, now);
  const time = shortDuration(minutes);
  return (
    <span className={cx('tabular inline-block shrink-0 whitespace-nowrap font-medium text-11', tones[state])}>
      <span aria-hidden="true">{state === 'over' ? t('ui.clock.over', { time }) : time}</span>
      <span className="sr-only">
        {t(state === 'over' ? 'ui.clock.overSaid' : 'ui.clock.leftSaid', { time })}
      </span>
    </span>
  );
}
