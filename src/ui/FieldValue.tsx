import { useEffect, useId, useState } from 'react';
import type { client } from './api.ts';
import { language, t } from './words.ts';

export type Field = Awaited<ReturnType<typeof client.conversations.fields>>[number];

type Props = {
  field: Pick<Field, 'key' | 'label' | 'type' | 'choices'>;
  value: unknown;
  onChange: (value: unknown) => void;
  disabled?: boolean;
};

const look =
  'h-6 w-full min-w-0 appearance-none rounded-control border border-transparent bg-transparent px-1.25 -mx-1.5 text-13 text-ink placeholder:text-ink3 hover:border-line focus:border-accent focus:bg-panel focus:outline-none pointer-coarse:h-9 pointer-coarse:text-16';

const EMPTY = '';

/** Name and value of one custom field; looks like text until pointed at, and saves when left. */
export function FieldValue({ field, value, onChange, disabled }: Props) {
  const id = useId();
  const { label, type } = field;
  return (
    <>
      <label htmlFor={id} className="truncate text-ink2">
        {label}
      </label>
      {type === 'checkbox' ? (
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className="my-1.5 size-4 accent-accent"
        />
      ) : type === 'choice' ? (
        <select
          id={id}
          value={typeof value === 'string' ? value : EMPTY}
          disabled={disabled}
          onChange={({ target }) => onChange(target.value === EMPTY ? null : target.value)}
          className={look}
        >
          <option value={EMPTY}>{t('ui.noValue')}</option>
          {field.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <Typed id={id} field={field} value={value} onChange={onChange} disabled={disabled ?? false} />
      )}
    </>
  );
}

function Typed({ id, field, value, onChange, disabled }: Props & { id: string }) {
  const shown = value === null || value === undefined ? '' : String(value);
  const [text, setText] = useState(shown);
  // A date reads like every other text here; the browser's own control comes with the cursor.
  const [typing, setTyping] = useState(false);
  const isDate = field.type === 'date';
  useEffect(() => setText(shown), [shown]);
  const done = () => {
    setTyping(false);
    const typed = text.trim();
    if (typed === shown) return;
    if (typed === '') return onChange(null);
    onChange(field.type === 'number' ? Number(typed) : typed);
  };
  return (
    <input
      id={id}
      dir="auto"
      type={field.type === 'number' ? 'number' : isDate && typing ? 'date' : 'text'}
      step="any"
      value={isDate && !typing ? dateText(text) : text}
      disabled={disabled}
      placeholder={t('ui.noValue')}
      onChange={(event) => setText(event.target.value)}
      onFocus={() => setTyping(true)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setText(shown);
          event.currentTarget.blur();
        }
      }}
      className={look}
    />
  );
}

/** A day as it is stored, in the reader's way; what is no day stays as it is. */
function dateText(day: string): string {
  const at = new Date(`${day}T00:00:00`);
  if (day === '' || Number.isNaN(at.getTime())) return day;
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium' }).format(at);
}
