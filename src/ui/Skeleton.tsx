import { cx } from './cx.ts';

/** The grey shape of what is coming. Give it the size of the thing it stands for. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={cx('block animate-pulse rounded-control bg-raise', className)} />
  );
}
