import { Combobox as Base } from '@base-ui/react/combobox';
import { Check } from 'lucide-react';
import { control, floating, option } from './control.ts';
import { cx } from './cx.ts';
import type { Choice } from './Select.tsx';
import { t } from './words.ts';

type Props<V extends string> = {
  choices: readonly Choice<V>[];
  value: V | null;
  onChange: (value: V | null) => void;
  label?: string;
  placeholder?: string;
  /** Told on every key, for lists the server searches; the list then is shown as given. */
  onSearch?: (text: string) => void;
};

/** One of many, found by typing. */
export function Combobox<V extends string>({
  choices,
  value,
  onChange,
  label,
  placeholder,
  onSearch,
}: Props<V>) {
  const chosen = choices.find((choice) => choice.value === value) ?? null;
  return (
    <Base.Root
      items={choices as Choice<V>[]}
      value={chosen}
      onValueChange={(next: Choice<V> | null) => onChange(next ? next.value : null)}
      onInputValueChange={onSearch}
      isItemEqualToValue={(a: Choice<V>, b: Choice<V>) => a.value === b.value}
      {...(onSearch && { filter: null })}
    >
      <Base.Input aria-label={label} placeholder={placeholder} className={cx(control, 'h-9')} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-50">
          <Base.Popup className={cx(floating, 'max-h-80 min-w-(--anchor-width) overflow-y-auto')}>
            <Base.Empty className="px-2 py-1.5 text-ink3 empty:hidden">{t('ui.nothingFound')}</Base.Empty>
            <Base.List>
              {(choice: Choice<V>) => (
                <Base.Item key={choice.value} value={choice} className={option}>
                  {choice.icon}
                  <span className="flex-1 truncate">{choice.label}</span>
                  <Base.ItemIndicator>
                    <Check size={14} aria-hidden="true" />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
