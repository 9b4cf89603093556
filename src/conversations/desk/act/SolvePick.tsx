import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { api, type client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { control } from '../../../ui/control.ts';
import { cx } from '../../../ui/cx.ts';
import { Kbd } from '../../../ui/Kbd.tsx';
import { TypeAhead } from '../../../ui/TypeAhead.tsx';
import { t } from '../../../ui/words.ts';
import type { Acting } from './acting.ts';
import * as acts from './acts.ts';
import { causePaths } from './causes.ts';
import { hintsOf } from './hints.ts';

/**
 * Solving, with what fixed it, its cause and how to keep it from happening again: filled in as far as the last
 * answer and earlier matters tell. All of it can be skipped unless the inbox wants it; where the inbox does not
 * ask, nothing is asked.
 */
export function SolvePick({ acting }: { acting: Acting }) {
  const one = acting.targets.length === 1 ? acting.targets[0] : undefined;
  const hints = useQuery({ ...hintsOf(one?.id ?? ''), enabled: one !== undefined }).data;
  const off = hints?.asking === 'off' && one?.status !== 'solved';
  const open = openItems(acting);
  const now = useRef(acting);
  now.current = acting;
  useEffect(() => {
    if (off && open === 0) now.current.act((row) => acts.solve(row));
  }, [off, open]);
  if (off && open === 0) return null;
  if (off) return <OnlyOpen acting={acting} open={open} />;
  return <Questions acting={acting} hints={one ? hints : undefined} again={one?.status === 'solved'} />;
}

/** Items of the targets' checklists that are not ticked. */
const openItems = ({ targets }: Acting): number =>
  targets.reduce((sum, { checklist }) => sum + (checklist ? checklist.total - checklist.done : 0), 0);

/** Nothing is asked here but whether the open items of the checklist were meant to stay so. */
function OnlyOpen({ acting, open }: { acting: Acting; open: number }) {
  return (
    <div className="flex flex-col gap-3 p-3">
      <p className="text-warn">{t('conversations.doubt.checklist', { count: open })}</p>
      <Button look="primary" className="self-end" onClick={() => acting.act((row) => acts.solve(row))}>
        {t('conversations.checklist.solveAnyway')}
      </Button>
    </div>
  );
}

type Hints = Awaited<ReturnType<typeof client.conversations.resolutionHints>>;
type Props = { acting: Acting; hints: Hints | undefined; again: boolean };

function Questions({ acting, hints, again }: Props) {
  const causes = useQuery(api.conversations.causes.queryOptions()).data;
  // What was typed or chosen here; undefined as long as the hint stands.
  const [typedHow, setHow] = useState<string>();
  const [typedWhy, setWhy] = useState<string>();
  const [chosen, setCause] = useState<string | null>();
  const id = useId();
  const open = openItems(acting);
  const causeId = chosen === undefined ? (hints?.causeId ?? null) : chosen;
  const before = chosen ? hints?.causes.find((cause) => cause.causeId === chosen) : undefined;
  const how = typedHow ?? (hints?.how || before?.how || '');
  const why = typedWhy ?? (before ? before.why : (hints?.why ?? ''));
  const empty = how.trim() === '' && !causeId;
  const missing = hints?.asking === 'require' && empty;
  const solve = () => {
    if (missing) return;
    const some = !empty || why.trim() !== '' || again;
    acting.act((row) => acts.solve(row, some ? { how: how.trim(), why: why.trim(), causeId } : {}));
  };
  const enter = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const field = event.target instanceof HTMLTextAreaElement;
    if (!(event.ctrlKey || event.metaKey) && (!field || event.shiftKey)) return;
    event.preventDefault();
    solve();
  };
  return (
    <form
      className="flex flex-col gap-3 p-3"
      onKeyDown={enter}
      onSubmit={(event) => {
        event.preventDefault();
        solve();
      }}
    >
      {open > 0 && <p className="text-warn">{t('conversations.doubt.checklist', { count: open })}</p>}
      <Words id={`${id}how`} label={t('conversations.resolution.how')} value={how} onType={setHow} first />
      {causes && causes.length > 0 && (
        <div className="flex flex-col gap-1">
          <label htmlFor={`${id}cause`} className="font-medium text-12 text-ink2">
            {t('conversations.resolution.cause')}
          </label>
          <TypeAhead
            id={`${id}cause`}
            label={t('conversations.resolution.cause')}
            placeholder={t('conversations.resolution.optional')}
            choices={causePaths(causes)}
            value={causeId}
            onChange={setCause}
          />
        </div>
      )}
      <Words id={`${id}why`} label={t('conversations.resolution.why')} value={why} onType={setWhy} />
      {hints?.from && chosen === undefined && typedWhy === undefined && (
        <p className="text-12 text-ink3">
          {t('conversations.resolution.like', { number: hints.from.number, own: String(hints.from.own) })}
        </p>
      )}
      {missing && <p className="text-12 text-ink2">{t('conversations.resolution.required')}</p>}
      <div className="flex items-center justify-end gap-2">
        <span className="me-auto">
          <Kbd keys="Mod+Enter" />
        </span>
        {hints?.asking !== 'require' && !empty && !again && (
          <Button look="quiet" onClick={() => acting.act((row) => acts.solve(row))}>
            {t('conversations.resolution.only')}
          </Button>
        )}
        <Button type="submit" look="primary" disabled={missing}>
          {t(again ? 'ui.save' : 'ui.keys.solve')}
        </Button>
      </div>
    </form>
  );
}

type WordsProps = {
  id: string;
  label: string;
  value: string;
  onType: (text: string) => void;
  first?: boolean;
};

/** One answer in a line or two. What was filled in is selected, so that typing replaces it. */
function Words({ id, label, value, onType, first }: WordsProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const typed = useRef(false);
  useEffect(() => {
    if (first && value && !typed.current && document.activeElement === field.current) field.current?.select();
  }, [first, value]);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium text-12 text-ink2">
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        rows={1}
        dir="auto"
        value={value}
        maxLength={10_000}
        onFocus={(event) => !typed.current && event.currentTarget.select()}
        onChange={(event) => {
          typed.current = true;
          onType(event.target.value);
        }}
        placeholder={t('conversations.resolution.optional')}
        className={cx(control, 'field-sizing-content max-h-40 min-h-8 py-1.5')}
      />
    </div>
  );
}
