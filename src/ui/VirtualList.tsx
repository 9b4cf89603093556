import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { cx } from './cx.ts';
import { useFixedRows } from './fixed-rows.ts';
import { resting } from './rest.ts';
import { useTextSize } from './theme.ts';

export type ListHandle = { focus: () => void; toTop: () => void };

type Props<Item> = {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** Height of a row in px, all alike, at the usual text size. */
  rowHeight: number;
  row: (item: Item, state: { current: boolean }) => ReactNode;
  /** The list's name, for the ear. */
  label: string;
  /** Key of the row the keyboard stands on. */
  current: string | null;
  onCurrent: (key: string) => void;
  onOpen: (key: string) => void;
  /** Keys of the rows chosen to be worked on together; left out where that is not offered. */
  selected?: ReadonlySet<string>;
  /** Called by Ctrl or Shift and a click, or a click on what carries `data-select`. */
  onSelect?: (key: string) => void;
  /** Called when the end comes near and there is more. */
  onMore?: () => void;
  /** How many there are in all, if known; for the ear. */
  total?: number;
  /** Whether the mouse is over the list: then nothing may be put in above it. */
  onHover?: (over: boolean) => void;
  handle?: Ref<ListHandle>;
  className?: string;
};

/**
 * An endless list of which only the visible rows exist. One tab stop; arrows (and j/k through the desk's
 * bindings) move, Enter opens. `aria-activedescendant` names only a row that is really there.
 */
export function VirtualList<Item>(props: Props<Item>) {
  const { items, keyOf, row, label, current, onCurrent, onOpen, onMore, total, onHover, handle } = props;
  const rowHeight = props.rowHeight * useTextSize();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useFixedRows(scroller, items.length, rowHeight);
  const at = items.findIndex((item) => keyOf(item) === current);
  const reveal = useRef(rows.reveal);
  reveal.current = rows.reveal;

  useEffect(() => {
    if (at >= 0) reveal.current(at);
  }, [at]);
  useEffect(() => {
    if (onMore && items.length > 0 && rows.end >= items.length - 6) onMore();
  }, [onMore, items.length, rows.end]);
  useImperativeHandle(handle, () => ({
    focus: () => scroller.current?.focus(),
    toTop: () => scroller.current?.scrollTo({ top: 0 }),
  }));

  const move = (event: KeyboardEvent) => {
    const to =
      event.key === 'ArrowDown'
        ? at + 1
        : event.key === 'ArrowUp'
          ? at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? items.length - 1
              : undefined;
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && current) onOpen(current);
    else if (to === undefined) return;
    else {
      const item = items[Math.min(Math.max(to, 0), items.length - 1)];
      if (item) onCurrent(keyOf(item));
    }
    event.preventDefault();
  };

  const rendered = at >= rows.first && at < rows.end;
  return (
    <div
      ref={scroller}
      {...resting}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable={props.selected ? true : undefined}
      aria-activedescendant={rendered && current ? `row-${current}` : undefined}
      onKeyDown={move}
      onPointerEnter={() => onHover?.(true)}
      onPointerLeave={() => onHover?.(false)}
      className={cx(
        'relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden outline-none',
        props.className,
      )}
    >
      <div role="presentation" style={{ height: rows.height }} className="relative">
        {items.slice(rows.first, rows.end).map((item, place) => {
          const index = rows.first + place;
          const key = keyOf(item);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it has the keys
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the listbox, aria-activedescendant points here
            <div
              key={key}
              id={`row-${key}`}
              role="option"
              aria-selected={props.selected ? props.selected.has(key) : key === current}
              aria-setsize={total ?? items.length}
              aria-posinset={index + 1}
              onClick={(event) => {
                onCurrent(key);
                const { target, ctrlKey, metaKey, shiftKey } = event;
                const box = target instanceof Element && target.closest('[data-select]');
                if (props.onSelect && (box || ctrlKey || metaKey || shiftKey)) props.onSelect(key);
                else onOpen(key);
              }}
              style={{ height: rowHeight, transform: `translateY(${rows.startOf(index)}px)` }}
              className="absolute inset-x-0 top-0"
            >
              {row(item, { current: key === current })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
