import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const tones = {
  plain: 'bg-raise text-ink2',
  accent: 'bg-accent-soft text-accent-ink',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

/** A word about the state of something: Open, Solved. `square` is for tags. */
export function Badge({
  tone = 'plain',
  square,
  children,
}: {
  tone?: keyof typeof tones;
  square?: boolean;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap font-medium text-12',
        square ? 'rounded-control px-1.5' : 'rounded-full px-2',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
