/** Marks where the cursor rests when nothing else has it: `<section {...resting}>`. The last one on the page has the word. */
export const resting = { 'data-rest': '' };

/**
 * Puts the cursor where it rests, if what had it is gone: otherwise arrows and Page Down would scroll nothing,
 * and Tab would begin at the top of the page again.
 */
export function restCursor(): void {
  if (document.activeElement && document.activeElement !== document.body) return;
  const places = [...document.querySelectorAll<HTMLElement>('[data-rest]')];
  places.findLast((place) => place.checkVisibility())?.focus({ preventScroll: true });
}
