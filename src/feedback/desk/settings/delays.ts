import { shortDuration } from '../../../ui/format.ts';
import { t } from '../../../ui/words.ts';

/** What is offered, in minutes; anything else an inbox was given through the API is offered beside. */
export const delays: readonly number[] = [0, 15, 60, 4 * 60, 24 * 60, 3 * 24 * 60];

export const delayName = (minutes: number): string =>
  minutes === 0 ? t('feedback.asking.atOnce') : t('feedback.asking.later', { time: shortDuration(minutes) });
