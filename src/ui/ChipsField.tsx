import { Combobox as Base } from '@base-ui/react/combobox';
import { X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { Chip, ChipsProps } from './ChipsInput.tsx';
import { floating, option } from './control.ts';
import { cx } from './cx.ts';
import { t } from './words.ts';

/** The field of `ChipsInput`. */
export default function ChipsField(props: ChipsProps) {
  const { chips, onChange, suggestions, onSearch, parse, label, placeholder, autoFocus } = props;
  const [text, setText] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const type = (next: string) => {
    setText(next);
    onSearch(next);
  };
  const add = (words: string) => {
    const fresh = parse(words).filter((chip) => !chips.some((other) => other.value === chip.value));
    if (fresh.length > 0) onChange([...chips, ...fresh]);
    type('');
  };
  const shown = suggestions.filter((one) => !chips.some((chip) => chip.value === one.value));
  const press = (event: KeyboardEvent) => {
    const ends = event.key === ',' || event.key === ';' || event.key === 'Tab' || event.key === 'Enter';
    if (!ends || event.nativeEvent.isComposing || !text.trim()) return;
    // With a list open Enter chooses from it; words that are an address already are taken as they are.
    if (event.key === 'Enter' && shown.length > 0 && parse(text).some((chip) => chip.bad)) return;
    if (event.key !== 'Tab') event.preventDefault();
    add(text);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (!/[,;\n@]/.test(pasted)) return;
    event.preventDefault();
    add(text + pasted);
  };
  return (
    <Base.Root
      items={shown as Chip[]}
      multiple
      value={chips as Chip[]}
      onValueChange={(next: Chip[]) => {
        onChange(next);
        type('');
      }}
      inputValue={text}
      onInputValueChange={type}
      isItemEqualToValue={(a: Chip, b: Chip) => a.value === b.value}
      itemToStringLabel={(chip: Chip) => chip.label}
      filter={null}
    >
      <Base.Chips ref={box} className="flex min-h-7 min-w-0 flex-1 flex-wrap items-center gap-1">
        {chips.map((chip) => (
          <Base.Chip
            key={chip.value}
            data-tip={chip.hint}
            className={cx(
              'inline-flex h-6 max-w-full items-center gap-1 rounded-control ps-1.5 text-12 outline-none focus:ring-2 focus:ring-accent',
              chip.bad ? 'bg-bad-soft text-bad' : 'bg-raise text-ink',
            )}
          >
            <bdi className="truncate">{chip.label}</bdi>
            <Base.ChipRemove
              aria-label={t('ui.remove', { name: chip.label })}
              className="grid size-6 shrink-0 place-items-center rounded-control hover:text-ink"
            >
              <X size={12} aria-hidden="true" />
            </Base.ChipRemove>
          </Base.Chip>
        ))}
        <Base.Input
          aria-label={label}
          placeholder={chips.length === 0 ? placeholder : undefined}
          autoFocus={autoFocus}
          onKeyDown={press}
          onPaste={paste}
          onBlur={() => text.trim() && add(text)}
          className="h-6 min-w-24 flex-1 bg-transparent text-13 outline-none pointer-coarse:text-16"
        />
      </Base.Chips>
      <Base.Portal>
        <Base.Positioner anchor={box} sideOffset={6} align="start" className="z-50 empty:hidden">
          {shown.length > 0 && (
            <Base.Popup className={cx(floating, 'max-h-64 w-80 max-w-[calc(100vw-1rem)] overflow-y-auto')}>
              <Base.List>
                {(chip: Chip) => (
                  <Base.Item key={chip.value} value={chip} className={option}>
                    {chip.icon}
                    <bdi className="truncate">{chip.label}</bdi>
                    {chip.hint && chip.hint !== chip.label && (
                      <bdi className="ms-auto truncate text-12 text-ink3">{chip.hint}</bdi>
                    )}
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          )}
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
