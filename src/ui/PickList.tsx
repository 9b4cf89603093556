import { Autocomplete } from '@base-ui/react/autocomplete';
import { Check } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { option } from './control.ts';
import { cx } from './cx.ts';
import { Kbd } from './Kbd.tsx';
import { t } from './words.ts';

export type Pick = {
  id: string;
  label: string;
  icon?: ReactNode;
  /** Said more quietly behind the label. */
  hint?: string;
  checked?: boolean;
  keys?: string;
};

type Props = {
  picks: readonly Pick[];
  onPick: (id: string) => void;
  /** What the list is for; also the field's name. */
  label: string;
  /** Offers to make what was typed, if nothing has that name. Called with the typed text. */
  make?: { label: (text: string) => string; onMake: (text: string) => void };
  /** Told on every key; the list then is shown as given. */
  onSearch?: (text: string) => void;
};

const MAKE = 'make:';

/** A field and under it the lines that fit, for choosing by a few letters: in a popover, for one act. */
export function PickList({ picks, onPick, label, make, onSearch }: Props) {
  const [text, setText] = useState('');
  const shown = useMemo((): Pick[] => {
    const typed = text.trim().toLocaleLowerCase();
    const fits = ({ label: name, hint }: Pick) =>
      `${name} ${hint ?? ''}`
        .toLocaleLowerCase()
        .split(/\s+/)
        .some((_, at, words) => words.slice(at).join(' ').startsWith(typed));
    const fitting = !typed || onSearch ? [...picks] : picks.filter(fits);
    if (!make || !typed || picks.some((pick) => pick.label.toLocaleLowerCase() === typed)) return fitting;
    return [...fitting, { id: MAKE + text.trim(), label: make.label(text.trim()) }];
  }, [picks, text, make, onSearch]);
  const choose = ({ id }: Pick) => {
    if (id.startsWith(MAKE)) make?.onMake(id.slice(MAKE.length));
    else onPick(id);
    setText('');
  };
  return (
    <Autocomplete.Root
      items={shown}
      value={text}
      onValueChange={(next) => {
        setText(next);
        onSearch?.(next);
      }}
      mode="none"
      inline
      open
      autoHighlight="always"
      itemToStringValue={(pick: Pick) => pick.label}
    >
      <Autocomplete.Input
        aria-label={label}
        placeholder={label}
        className="h-9 w-full rounded-t-menu border-line border-b bg-transparent px-3 outline-none pointer-coarse:h-11 pointer-coarse:text-16"
      />
      <Autocomplete.Empty className="px-3 py-2 text-ink3 empty:hidden">
        {t('ui.nothingFound')}
      </Autocomplete.Empty>
      <Autocomplete.List className="max-h-72 overflow-y-auto p-1 empty:hidden">
        {(pick: Pick) => (
          <Autocomplete.Item
            key={pick.id}
            value={pick}
            onClick={() => choose(pick)}
            className={cx(option, 'data-highlighted:bg-accent-soft')}
          >
            {pick.icon}
            <span dir="auto" className="truncate">
              {pick.label}
            </span>
            {pick.hint && <span className="ms-auto shrink-0 text-12 text-ink3">{pick.hint}</span>}
            {pick.checked && <Check size={14} aria-hidden="true" className={cx(!pick.hint && 'ms-auto')} />}
            {pick.keys && <Kbd keys={pick.keys} />}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
