import { t, type WordId } from '../../ui/words.ts';

/** How long a setting that was looked for stays marked, and how long its page may take to come. */
const MARKED = 2_500;
const AWAITED = 5_000;
const mark = ['rounded-control', 'outline-2', 'outline-accent', 'outline-offset-6'];

/**
 * Shows a setting on the page that was just opened: scrolls there, marks it, and puts the cursor into it. The
 * setting is known by its label, so that no page has to do anything to be found on. Returns how to stop.
 */
export function pointAt(id: string, page: HTMLElement): () => void {
  const label = t(id as WordId);
  // Pages come lazily and ask the server first: the label may take a moment to be there.
  const watch = new MutationObserver(() => look());
  const stop = () => watch.disconnect();
  const late = setTimeout(stop, AWAITED);
  const look = () => {
    const box = boxOf(label, page);
    if (!box) return;
    clearTimeout(late);
    stop();
    box.scrollIntoView({ block: 'center' });
    box.classList.add(...mark);
    setTimeout(() => box.classList.remove(...mark), MARKED);
    box.querySelector<HTMLElement>('input:not([type=hidden]), textarea, button, [tabindex="0"]')?.focus({
      preventScroll: true,
    });
  };
  watch.observe(page, { childList: true, subtree: true, characterData: true });
  look();
  return () => {
    clearTimeout(late);
    stop();
  };
}

/** What belongs to a label: its card, where it is the card's title, else the field around it. */
function boxOf(label: string, page: HTMLElement): HTMLElement | undefined {
  const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (texts.currentNode.nodeValue?.trim() !== label) continue;
    const holder = texts.currentNode.parentElement;
    if (!holder || holder.closest('h1')) continue;
    const title = holder.closest('h2, legend');
    if (title) return title.closest<HTMLElement>('section, fieldset') ?? holder;
    return holder.closest('label')?.parentElement ?? holder.parentElement ?? holder;
  }
  return undefined;
}
