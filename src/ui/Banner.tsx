import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const tones = { plain: 'bg-raise text-ink2', warn: 'bg-warn-soft text-warn', bad: 'bg-bad-soft text-bad' };

/** One line across a surface about its state, such as being offline. Said politely, not as an alarm. */
export function Banner({
  tone = 'plain',
  icon,
  children,
  action,
}: {
  tone?: keyof typeof tones;
  icon?: ReactNode;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div role="status" className={cx('flex min-h-9 items-center gap-2 px-4 py-1.5 text-13', tones[tone])}>
      {icon}
      <span className="flex-1">{children}</span>
      {action}
    </div>
  );
}
