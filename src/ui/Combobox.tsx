import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown } from 'lucide-react';
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

/** One of many, found by typing in the list that opens. */
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
      <Base.Trigger
        aria-label={label && `${label}: ${chosen?.label ?? placeholder ?? ''}`}
        className={cx(control, 'inline-flex h-9 items-center justify-between gap-2 text-start')}
      >
        <span className={cx('truncate', !chosen && 'text-ink3')}>{chosen?.label ?? placeholder}</span>
        <ChevronsUpDown size={14} className="shrink-0 text-ink3" aria-hidden="true" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-50">
          <Base.Popup
            aria-label={label ?? placeholder}
            className={cx(floating, 'flex max-h-80 min-w-(--anchor-width) flex-col')}
          >
            <Base.Input
              aria-label={t('ui.keys.search')}
              placeholder={t('ui.keys.search')}
              className="mb-1 h-8 shrink-0 border-line border-b bg-transparent px-2 outline-none pointer-coarse:text-16"
            />
            <Base.Empty className="px-2 py-1.5 text-ink3 empty:hidden">{t('ui.nothingFound')}</Base.Empty>
            <Base.List className="overflow-y-auto">
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
