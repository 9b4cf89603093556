import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './Kbd.tsx';

const looks = {
  primary: 'bg-accent text-on-accent font-semibold hover:bg-accent-strong active:bg-accent-strong',
  outline: 'bg-panel text-ink font-medium border border-line hover:bg-raise active:bg-raise',
  quiet: 'text-ink2 font-medium hover:bg-raise hover:text-ink active:bg-raise data-popup-open:bg-raise',
  danger: 'bg-panel text-bad font-medium border border-line hover:bg-bad-soft active:bg-bad-soft',
};

export type ButtonProps = ComponentProps<'button'> & {
  look?: keyof typeof looks;
  /** 28 in the desk, 36 in settings and on doors; a finger always gets 36. */
  size?: 28 | 36;
  icon?: ReactNode;
  /** The keys that do the same, shown behind the words. */
  keys?: string;
  /** Work is under way: the button stays focusable but does nothing. */
  busy?: boolean;
};

/** A button. The words say what happens next ("Solve", "Connect mailbox"). */
export function Button({
  look = 'outline',
  size = 28,
  icon,
  keys,
  busy,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...(busy && { 'aria-busy': true, 'aria-disabled': true, onClick: (event) => event.preventDefault() })}
      className={cx(
        'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-control text-13 select-none',
        'transition-colors disabled:opacity-50 aria-disabled:opacity-60 pointer-coarse:h-9',
        size === 36 ? 'h-9 px-3.5' : 'h-7 px-2.5',
        looks[look],
        className,
      )}
    >
      {icon}
      {children}
      {keys && <Kbd keys={keys} />}
    </button>
  );
}
