import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Tooltip } from './Tooltip.tsx';

type Props = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  /** Its name, for the ear and for the tooltip. */
  label: string;
  keys?: string;
  size?: 24 | 28 | 36;
  pressed?: boolean;
  children: ReactNode;
  /** Lets a menu or popover be its trigger. */
  wrap?: (button: ReactElement) => ReactElement;
};

/** A button that is only an icon; its name is in the tooltip. */
export function IconButton({ label, keys, size = 28, pressed, className, children, wrap, ...rest }: Props) {
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
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
  return (
    <Tooltip label={label} keys={keys}>
      {wrap ? wrap(button) : button}
    </Tooltip>
  );
}
