import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { control } from '../../../ui/control.ts';
import { cx } from '../../../ui/cx.ts';
import { code, sentence } from '../../../ui/errors.ts';
import { t } from '../../../ui/words.ts';
import { type Customer, freshCustomer, useCustomerWrites } from './write-customer.ts';

/** Milliseconds without a key after which the note is saved. */
const REST = 800;

/** What a colleague wrote in the same moment, to be chosen between. */
type Theirs = { note: string; version: number };

/**
 * What colleagues should know about a customer; saved while one writes. Two who write at once never overwrite
 * each other: the later one sees the other's words and chooses.
 */
export function NoteField({ customer }: { customer: Customer }) {
  const id = useId();
  const [text, setText] = useState(customer.note);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const [state, setState] = useState<'rest' | 'waiting' | 'saved'>('rest');
  const writes = useCustomerWrites(customer.id);
  // The note as both sides last knew it, and its version.
  const base = useRef({ note: customer.note, version: customer.version });
  const latest = useRef(text);
  latest.current = text;
  const { mutateAsync } = writes.note;

  const save = useCallback(
    async (version = base.current.version): Promise<void> => {
      const note = latest.current.trim();
      if (note === base.current.note) return setState('rest');
      try {
        const kept = await mutateAsync({ id: customer.id, note, version });
        base.current = { note: kept.note, version: kept.version };
        setState('saved');
      } catch (error) {
        if (code(error) !== 'CONFLICT') return;
        const fresh = await freshCustomer(customer.id);
        // Something else of the customer was changed: the note is still ours to write.
        if (fresh.note === base.current.note) return save(fresh.version);
        setTheirs({ note: fresh.note, version: fresh.version });
        setState('rest');
      }
    },
    [customer.id, mutateAsync],
  );

  // Somebody else's words come in while nothing is being written here.
  useEffect(() => {
    if (latest.current.trim() !== base.current.note) return;
    base.current = { note: customer.note, version: customer.version };
    setText(customer.note);
  }, [customer.note, customer.version]);
  useEffect(() => {
    if (theirs || text.trim() === base.current.note) return;
    setState('waiting');
    const rest = setTimeout(() => void save(), REST);
    return () => clearTimeout(rest);
  }, [text, theirs, save]);
  // What was just typed is not lost by leaving.
  const leave = useRef(save);
  leave.current = save;
  useEffect(() => () => void leave.current(), []);

  const choose = (note: string) => {
    if (!theirs) return;
    base.current = { note: theirs.note, version: theirs.version };
    setTheirs(null);
    setText(note);
    latest.current = note;
    void save();
  };
  const error = writes.note.isError && !theirs && state === 'waiting' ? sentence(writes.note.error) : null;
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
        onBlur={() => !theirs && void save()}
        aria-invalid={Boolean(error)}
        className={cx(
          control,
          'field-sizing-content max-h-60 min-h-8 resize-none border-transparent bg-raise/60 py-1.5',
        )}
      />
      <p role="status" className="text-11 text-ink3">
        {state === 'saved' && text.trim() === base.current.note && t('customers.noteSaved')}
      </p>
      {error && (
        <p role="alert" className="mt-1 text-12 text-bad">
          {error}{' '}
          <Button look="quiet" className="h-6 px-1.5 text-12" onClick={() => void save()}>
            {t('ui.tryAgain')}
          </Button>
        </p>
      )}
      {theirs && (
        <div role="alert" className="mt-1 rounded-control bg-warn-soft p-2 text-12">
          <p className="font-medium text-warn">{t('customers.noteConflict')}</p>
          <p dir="auto" className="my-1 max-h-32 overflow-y-auto whitespace-pre-wrap wrap-anywhere">
            {theirs.note || t('customers.noteEmpty')}
          </p>
          <div className="flex flex-wrap gap-1.5">
            <Button onClick={() => choose(`${theirs.note}\n\n${text.trim()}`.trim())}>
              {t('customers.noteBoth')}
            </Button>
            <Button look="quiet" onClick={() => choose(text)}>
              {t('customers.noteMine')}
            </Button>
            <Button look="quiet" onClick={() => choose(theirs.note)}>
              {t('customers.noteTheirs')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
