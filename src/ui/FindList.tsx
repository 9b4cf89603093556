import { Autocomplete } from '@base-ui/react/autocomplete';
import type { ReactNode } from 'react';
import type { Pick } from './PickList.tsx';

type Line = Pick & { /** A second, quieter line. */ under?: string };

type Props = {
  /** What the field and the list are for. */
  label: string;
  words: string;
  onWords: (words: string) => void;
  lines: readonly Line[];
  onPick: (id: string) => void;
  /** Told which line the mouse or the keys stand on. */
  onLook: (id: string | undefined) => void;
  /** Beside the list: what is known of the line one looks at. */
  beside: ReactNode;
  /** In the place of lines, if there are none. */
  empty: ReactNode;
};

/** A field, the lines that fit, and beside them what the one looked at holds: to choose among texts. */
export function FindList({ label, words, onWords, lines, onPick, onLook, beside, empty }: Props) {
  return (
    <Autocomplete.Root
      items={lines}
      value={words}
      onValueChange={onWords}
      mode="none"
      inline
      open
      autoHighlight="always"
      itemToStringValue={(line: Line) => line.label}
      onItemHighlighted={(line) => onLook((line as Line | undefined)?.id)}
    >
      <Autocomplete.Input
        aria-label={label}
        placeholder={label}
        className="h-9 w-full rounded-t-menu border-line border-b bg-transparent px-3 outline-none pointer-coarse:h-11 pointer-coarse:text-16"
      />
      <div className="grid h-72 max-h-[50dvh] grid-cols-1 pair:grid-cols-[15rem_1fr]">
        <div className="min-h-0 overflow-y-auto border-line pair:border-e">
          {lines.length === 0 && empty}
          <Autocomplete.List aria-label={label} className="p-1 empty:hidden">
            {(line: Line) => (
              <Autocomplete.Item
                key={line.id}
                value={line}
                onClick={() => onPick(line.id)}
                className="flex min-h-8 cursor-default items-center gap-2 rounded-control px-2 py-1 outline-none data-highlighted:bg-accent-soft"
              >
                <span className="min-w-0 flex-1">
                  <span dir="auto" className="block truncate">
                    {line.label}
                  </span>
                  {line.under && (
                    <span dir="auto" className="block truncate text-11 text-ink3">
                      {line.under}
                    </span>
                  )}
                </span>
                {line.hint && <bdi className="shrink-0 text-11 text-ink3">{line.hint}</bdi>}
              </Autocomplete.Item>
            )}
          </Autocomplete.List>
        </div>
        {beside}
      </div>
    </Autocomplete.Root>
  );
}
