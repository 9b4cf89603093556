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
  label: string;
  placeholder?: string;
  id?: string;
  autoFocus?: boolean;
  /** Told on every key, for lists the server searches; the list then is shown as given. */
  onSearch?: (text: string) => void;
};

/** One of many, typed into the field itself: the first that fits is taken by Enter, an empty field takes none. */
export function TypeAhead<V extends string>({
  choices,
  value,
  onChange,
  label,
  placeholder,
  id,
  autoFocus,
  onSearch,
}: Props<V>) {
  return (
    <Base.Root
      items={choices as Choice<V>[]}
      value={choices.find((choice) => choice.value === value) ?? null}
      onValueChange={(next: Choice<V> | null) => onChange(next ? next.value : null)}
      isItemEqualToValue={(a: Choice<V>, b: Choice<V>) => a.value === b.value}
      onInputValueChange={(text, { reason }) => {
        if (reason === 'input-change' && text === '') onChange(null);
        onSearch?.(text);
      }}
      autoHighlight
      {...(onSearch && { filter: null })}
    >
      <Base.Input
        id={id}
        aria-label={label}
        placeholder={placeholder}
        dir="auto"
        autoFocus={autoFocus}
        onFocus={(event) => event.currentTarget.select()}
        className={cx(control, 'h-8 pointer-coarse:h-9')}
      />
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-50">
          <Base.Popup
            aria-label={label}
            className={cx(floating, 'max-h-64 w-(--anchor-width) overflow-y-auto')}
          >
            <Base.Empty className="px-2 py-1.5 text-ink3 empty:hidden">{t('ui.nothingFound')}</Base.Empty>
            <Base.List>
              {(choice: Choice<V>) => (
                <Base.Item key={choice.value} value={choice} className={option}>
                  {choice.icon}
                  <span dir="auto" className="flex-1 truncate">
                    {choice.label}
                  </span>
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
