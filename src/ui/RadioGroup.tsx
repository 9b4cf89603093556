import { Radio } from '@base-ui/react/radio';
import { RadioGroup as Base } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';

type Props<V extends string> = {
  choices: readonly { value: V; label: string; hint?: ReactNode }[];
  value: V;
  onChange: (value: V) => void;
  label?: string;
};

/** One of a few, all in sight, each with a word of explanation. */
export function RadioGroup<V extends string>({ choices, value, onChange, label }: Props<V>) {
  return (
    <Base
      value={value}
      onValueChange={(next) => onChange(next as V)}
      aria-label={label}
      className="flex flex-col gap-1"
    >
      {choices.map((choice) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: Radio.Root is the control, Base UI ties them together
        <label key={choice.value} className="flex items-start gap-2.5 py-1">
          <Radio.Root
            value={choice.value}
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-panel transition-colors data-checked:border-accent data-checked:bg-accent"
          >
            <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
          </Radio.Root>
          <span className="flex min-w-0 flex-col">
            <span>{choice.label}</span>
            {choice.hint && <span className="text-12 text-ink3">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </Base>
  );
}
