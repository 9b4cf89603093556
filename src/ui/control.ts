/** What everything looks like that one types into or picks from. */
export const control =
  'w-full rounded-control border border-line-strong/55 bg-panel px-2.5 text-13 text-ink transition-colors ' +
  'hover:border-line-strong focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent/30 ' +
  'disabled:opacity-60 data-invalid:border-bad aria-invalid:border-bad pointer-coarse:text-16';

/** A list that floats over the page: menu, select, combobox. */
export const floating = 'fade rounded-menu bg-float p-1 text-13 text-ink shadow-float outline-none';

/** One line of such a list. */
export const option =
  'flex min-h-7 w-full cursor-default select-none items-center gap-2 rounded-control px-2 py-1 text-start outline-none ' +
  'data-highlighted:bg-raise data-disabled:opacity-50 pointer-coarse:min-h-9';
