import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import { cx } from './cx.ts';
import { useFixedRows } from './fixed-rows.ts';
import { resting } from './rest.ts';
import { useTextSize } from './theme.ts';

export type ListHandle = { focus: () => void; toTop: () => void };

type RowState = { current: boolean; selected: boolean };

type Props<Item> = {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** Height of a row in px, all alike, at the usual text size. */
  rowHeight: number;
  /**
   * Draws an item. The same function every time, or all rows are drawn with every change; and what it draws is
   * memoised, so that a row which only moves is not drawn again.
   */
  row: (item: Item, state: RowState) => ReactNode;
  /** The list's name, for the ear. */
  label: string;
  /** Key of the row the keyboard stands on. */
  current: string | null;
  onCurrent: (key: string) => void;
  onOpen: (key: string) => void;
  /** Key of the row that is open beside the list. */
  opened?: string | null;
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
  const { selected, onSelect, opened } = props;
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

  const click = useRef<(key: string, event: MouseEvent) => void>(() => {});
  click.current = (key, { target, ctrlKey, metaKey, shiftKey }) => {
    onCurrent(key);
    const box = target instanceof Element && target.closest('[data-select]');
    if (onSelect && (box || ctrlKey || metaKey || shiftKey)) onSelect(key);
    else onOpen(key);
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
            <Option
              key={key}
              name={key}
              item={item}
              row={row as (item: unknown, state: RowState) => ReactNode}
              position={index + 1}
              count={total ?? items.length}
              top={rows.startOf(index)}
              height={rowHeight}
              current={key === current}
              opened={key === opened}
              selected={selected ? selected.has(key) : undefined}
              click={click}
            />
          );
        })}
      </div>
    </div>
  );
}

type OptionProps = {
  name: string;
  item: unknown;
  row: (item: unknown, state: RowState) => ReactNode;
  position: number;
  count: number;
  top: number;
  height: number;
  current: boolean;
  opened: boolean;
  /** Undefined where rows cannot be chosen. */
  selected: boolean | undefined;
  click: { readonly current: (key: string, event: MouseEvent) => void };
};

/** One row in its place. Everything it is given is plain or stays the same, so that only rows that change are drawn. */
const Option = memo(function Option(props: OptionProps) {
  const { name, item, row, position, count, top, height, current, opened, selected, click } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the listbox, aria-activedescendant points here
    <div
      id={`row-${name}`}
      role="option"
      aria-selected={selected ?? current}
      aria-setsize={count}
      aria-posinset={position}
      onClick={(event) => click.current(name, event)}
      style={{ height, transform: `translateY(${top}px)` }}
      className="absolute inset-x-0 top-0"
    >
      {row(item, { current: current || opened, selected: selected ?? false })}
    </div>
  );
});
