import { Autocomplete } from '@base-ui/react/autocomplete';
import { Check } from 'lucide-react';
import { useMemo, useState } from 'react';
import { option } from './control.ts';
import { cx } from './cx.ts';
import { Kbd } from './Kbd.tsx';
import type { Pick, PickListProps } from './PickList.tsx';
import { t } from './words.ts';

const MAKE = 'make:';

/** What `PickList` fetches when it is first opened. */
export default function OpenedPickList({ picks, onPick, label, make, onSearch, hint }: PickListProps) {
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
        // It may come after its popover has opened, and is what one opened it for.
        autoFocus
        aria-label={label}
        placeholder={label}
        className="h-9 w-full rounded-t-menu border-line border-b bg-transparent px-3 outline-none pointer-coarse:h-11 pointer-coarse:text-16"
      />
      <Autocomplete.Empty className="px-3 py-2 text-ink3 empty:hidden">
        {text.trim() ? t('ui.nothingFound') : (hint ?? t('ui.nothingFound'))}
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
