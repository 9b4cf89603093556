import { Input as Base } from '@base-ui/react/input';
import type { ComponentProps } from 'react';
import { control } from './control.ts';
import { cx } from './cx.ts';

/** One line of text. Inside a Field it takes its label and error from there. */
export function Input({
  size = 36,
  className,
  ...rest
}: Omit<ComponentProps<typeof Base>, 'size' | 'className'> & { size?: 28 | 36; className?: string }) {
  return (
    <Base {...rest} className={cx(control, size === 36 ? 'h-9' : 'h-7 pointer-coarse:h-9', className)} />
  );
}
