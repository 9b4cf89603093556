import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { cx } from '../../../ui/cx.ts';
import { restCursor } from '../../../ui/rest.ts';
import { t, tIfKnown } from '../../../ui/words.ts';
import { useAgents, useInboxes, useTeams } from '../people.ts';
import { complete, type Sources, type Suggestion, suggest } from './suggest.ts';

type Props = { field: RefObject<HTMLInputElement | null>; value: string; onChange: (next: string) => void };

/** The line of search, with its operators completed by keyboard (a combobox with a list, ARIA 1.2). */
export function SearchField({ field, value, onChange }: Props) {
  const list = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  /** Chosen with the arrows: then Enter means it, and not the search. */
  const [moved, setMoved] = useState(false);
  const found = suggest(value, useSources(), (one) => tIfKnown(`conversations.search.op.${one}`) ?? '');
  const shown = open && found.length > 0;
  const current = found[Math.min(at, found.length - 1)];
  const take = ({ insert }: Suggestion) => {
    setAt(0);
    setMoved(false);
    onChange(complete(value, insert));
    field.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    // The words stay (a browser would empty the field), and single keys mean something again.
    if (event.key === 'Escape' && !shown && !event.nativeEvent.isComposing) {
      event.preventDefault();
      field.current?.blur();
      return restCursor();
    }
    if (!shown || event.nativeEvent.isComposing) return;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      setMoved(true);
      setAt((Math.min(at, found.length - 1) + by + found.length) % found.length);
    } else if (((event.key === 'Enter' && moved) || event.key === 'Tab') && current) take(current);
    else if (event.key === 'Escape') setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="relative">
      <input
        ref={field}
        type="search"
        role="combobox"
        dir="auto"
        autoComplete="off"
        value={value}
        maxLength={200}
        onChange={({ target }) => {
          setOpen(true);
          setAt(0);
          setMoved(false);
          onChange(target.value);
        }}
        onKeyDown={keys}
        onBlur={() => setOpen(false)}
        aria-label={t('ui.keys.search')}
        aria-expanded={shown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown ? `${list}-${found.indexOf(current as Suggestion)}` : undefined}
        placeholder={t('conversations.search.placeholder')}
        className="h-10 w-full bg-transparent text-14 outline-none pointer-coarse:text-16"
      />
      <div
        id={list}
        role="listbox"
        aria-label={t('conversations.search.suggestions')}
        className={cx(
          'absolute start-0 top-full z-30 mt-1 w-80 max-w-full rounded-menu bg-float p-1 shadow-float',
          !shown && 'hidden',
        )}
      >
        {found.map((one, n) => (
          <div
            key={one.insert}
            id={`${list}-${n}`}
            role="option"
            tabIndex={-1}
            aria-selected={one === current}
            // The field keeps the cursor while something is chosen by mouse.
            onMouseDown={(event) => {
              event.preventDefault();
              take(one);
            }}
            className={cx(
              'flex min-h-8 cursor-default items-center gap-2 rounded-control px-2',
              one === current && 'bg-accent-soft',
            )}
          >
            <bdi className="truncate font-medium">{one.label}</bdi>
            <span className="ms-auto truncate text-12 text-ink2">{one.hint}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

const staleTime = 5 * 60_000;

/** What operators can be filled in with, as far as it is known here. */
function useSources(): Sources {
  const names = (items: readonly { name: string }[]) => items.map(({ name }) => name);
  const tags = useQuery(api.conversations.tags.queryOptions({ staleTime })).data ?? [];
  const agents = useAgents().filter(({ active }) => active);
  return {
    tag: names(tags),
    team: ['mine', 'none', ...names(useTeams())],
    in: names(useInboxes()),
    assignee: ['me', 'nobody', ...names(agents)],
    is: ['open', 'waiting', 'snoozed', 'solved', 'unread', 'unassigned', 'mine', 'new', 'held', 'closed', 'urgent', 'high', 'spam', 'bin'], // biome-ignore format: one line
    has: ['attachment'],
  };
}
