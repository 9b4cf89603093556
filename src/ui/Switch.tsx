import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';

type Props = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  /** What being on means, in a sentence. */
  hint?: ReactNode;
  disabled?: boolean;
};

/** Something that is on or off at once, without a save button. */
export function Switch({ checked, onChange, label, hint, disabled }: Props) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's root is the control and ties itself to it
    <label className="flex min-h-9 items-start justify-between gap-4">
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{label}</span>
        {hint && <span className="text-12 text-ink3">{hint}</span>}
      </span>
      <Base.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next)}
        className="mt-px flex h-6 w-9 shrink-0 items-center rounded-full border-3 border-transparent bg-line-strong bg-clip-padding p-px transition-colors data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-4 rounded-full bg-panel shadow-[0_1px_2px_rgb(0_0_0/0.2)] data-checked:ms-auto" />
      </Base.Root>
    </label>
  );
}
