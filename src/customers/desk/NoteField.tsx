import { useEffect, useId, useState } from 'react';
import { control } from '../../ui/control.ts';
import { cx } from '../../ui/cx.ts';
import { t } from '../../ui/words.ts';

type Props = { note: string; onSave: (note: string) => void; error: string | undefined };

/** What colleagues should know about a customer; saved when the field is left. */
export function NoteField({ note, onSave, error }: Props) {
  const id = useId();
  const [text, setText] = useState(note);
  useEffect(() => setText(note), [note]);
  return (
    <div className="mt-2">
      <label htmlFor={id} className="sr-only">
        {t('customers.note')}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={1}
        value={text}
        maxLength={20_000}
        placeholder={t('customers.notePlaceholder')}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => text.trim() !== note && onSave(text.trim())}
        aria-invalid={Boolean(error)}
        className={cx(
          control,
          'field-sizing-content max-h-60 min-h-8 resize-none border-transparent bg-raise/60 py-1.5',
        )}
      />
      {error && (
        <p role="alert" className="mt-1 text-12 text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
