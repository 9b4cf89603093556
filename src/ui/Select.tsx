import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { control, floating, option } from './control.ts';
import { cx } from './cx.ts';

export type Choice<V extends string = string> = { value: V; label: string; icon?: ReactNode };

type Props<V extends string> = {
  choices: readonly Choice<V>[];
  value: V | null;
  onChange: (value: V) => void;
  /** Its name, where no Field gives one. */
  label?: string;
  placeholder?: string;
  size?: 28 | 36;
  disabled?: boolean;
  className?: string;
};

/** One of a few; for more than about ten use Combobox. */
export function Select<V extends string>({
  choices,
  value,
  onChange,
  label,
  placeholder,
  size = 36,
  disabled,
  className,
}: Props<V>) {
  return (
    <Base.Root
      items={[...choices]}
      value={value}
      disabled={disabled}
      onValueChange={(next) => next !== null && onChange(next as V)}
    >
      <Base.Trigger
        aria-label={label}
        className={cx(
          control,
          'inline-flex items-center justify-between gap-2 text-start',
          size === 36 ? 'h-9' : 'h-7 pointer-coarse:h-9',
          className,
        )}
      >
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-ink3" />
        <Base.Icon>
          <ChevronsUpDown size={14} className="text-ink3" aria-hidden="true" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className={cx(floating, 'max-h-80 min-w-(--anchor-width) overflow-y-auto')}>
            {choices.map((choice) => (
              <Base.Item key={choice.value} value={choice.value} className={option}>
                {choice.icon}
                <Base.ItemText className="flex-1">{choice.label}</Base.ItemText>
                <Base.ItemIndicator>
                  <Check size={14} aria-hidden="true" />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
