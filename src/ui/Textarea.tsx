import { Field } from '@base-ui/react/field';
import type { ComponentProps } from 'react';
import { control } from './control.ts';
import { cx } from './cx.ts';

/** Several lines of text, growing with what is written. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <Field.Control
      render={<textarea rows={3} {...rest} />}
      className={cx(control, 'field-sizing-content min-h-16 py-2', className)}
    />
  );
}
