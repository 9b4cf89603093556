import { Field as Base } from '@base-ui/react/field';
import type { ReactNode } from 'react';

type Props = {
  label: ReactNode;
  /** How to fill it in, before anything went wrong. */
  hint?: ReactNode;
  /** What is wrong and what to do; also marks the control as invalid. */
  error?: ReactNode;
  name?: string;
  children: ReactNode;
};

/** A control with its label, hint and error, tied together for every reader. Children: Input, Textarea, Select … */
export function Field({ label, hint, error, name, children }: Props) {
  return (
    <Base.Root name={name} invalid={Boolean(error)} className="flex flex-col gap-1.5">
      <Base.Label className="font-medium text-13 text-ink">{label}</Base.Label>
      {children}
      {hint && !error && <Base.Description className="text-12 text-ink3">{hint}</Base.Description>}
      {error && (
        <Base.Error match className="text-12 text-bad">
          {error}
        </Base.Error>
      )}
    </Base.Root>
  );
}
