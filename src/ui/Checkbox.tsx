import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

type Props = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Some of what it stands for is checked. */
  mixed?: boolean;
  disabled?: boolean;
  /** The words beside it, or (with `hideLabel`) only for the ear. */
  label: ReactNode;
  hideLabel?: boolean;
  className?: string;
};

/** A box that is checked or not; the words are part of the target. */
export function Checkbox({ checked, onChange, mixed, disabled, label, hideLabel, className }: Props) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's root is the control and ties itself to it
    <label
      className={cx(
        'inline-flex min-h-6 items-center gap-2 text-13',
        hideLabel && 'min-w-6 justify-center',
        className,
      )}
    >
      <Base.Root
        checked={checked}
        indeterminate={mixed}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next)}
        className="grid size-4 shrink-0 place-items-center rounded-[4px] border border-line-strong bg-panel text-on-accent transition-colors data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent data-disabled:opacity-50"
      >
        <Base.Indicator>
          {mixed ? (
            <Minus size={12} strokeWidth={3} aria-hidden="true" />
          ) : (
            <Check size={12} strokeWidth={3} aria-hidden="true" />
          )}
        </Base.Indicator>
      </Base.Root>
      <span className={hideLabel ? 'sr-only' : undefined}>{label}</span>
    </label>
  );
}
