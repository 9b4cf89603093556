import { useNow } from '../../../ui/clock.ts';
import { shortTime } from '../../../ui/format.ts';
import { t } from '../../../ui/words.ts';
import { WhenPick } from '../when/WhenPick.tsx';
import type { Acting } from './acting.ts';
import * as acts from './acts.ts';
import { answerBy, snoozeTimes } from './snooze-times.ts';

/** Putting away until a time in words, or until the customer answers, that time or four weeks at latest. */
export function SnoozePick({ acting }: { acting: Acting }) {
  const now = useNow();
  const snoozed = acting.targets.some((row) => row.snoozedUntil);
  return (
    <WhenPick
      label={t('conversations.pick.snooze')}
      presets={snoozeTimes(now).map(({ id, at }) => ({ id, label: t(id), at }))}
      more={(typed) => [
        {
          id: 'answer',
          label: t('conversations.snooze.answer'),
          hint: t('conversations.snooze.latest', { time: shortTime(typed ?? answerBy(now), now) }),
        },
        ...(snoozed ? [{ id: 'wake', label: t('conversations.snooze.wake') }] : []),
      ]}
      onPick={(at) => acting.act((row) => acts.snooze(row, at))}
      onMore={(id, typed) =>
        acting.act((row) =>
          id === 'wake' ? acts.snooze(row, null) : acts.snooze(row, typed ?? answerBy(now), true),
        )
      }
    />
  );
}
