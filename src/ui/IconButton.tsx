import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

type Props = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  /** Its name, for the ear and for the tooltip. */
  label: string;
  /** The keys that do the same, shown in the tooltip. */
  keys?: string;
  size?: 24 | 28 | 36;
  pressed?: boolean;
  children: ReactNode;
};

/** A button that is only an icon; its name is in the tooltip. Also serves as trigger of a Menu or Popover. */
export function IconButton({ label, keys, size = 28, pressed, className, children, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      data-tip={label}
      data-keys={keys}
      {...rest}
      className={cx(
        'inline-grid shrink-0 place-items-center rounded-control text-ink2 transition-colors hover:bg-raise hover:text-ink',
        'data-popup-open:bg-raise aria-pressed:bg-raise aria-pressed:text-ink disabled:opacity-50 pointer-coarse:size-9',
        size === 36 ? 'size-9' : size === 24 ? 'size-6' : 'size-7',
        className,
      )}
    >
      {children}
    </button>
  );
}
