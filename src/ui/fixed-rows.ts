import { type RefObject, useEffect, useState } from 'react';

/** Rows kept beyond what is in sight, above and below, so that scrolling shows no gaps. */
const SPARE = 6;

export type Rows = {
  first: number;
  /** One past the last. */
  end: number;
  /** Height of all rows together, in px. */
  height: number;
  /** Where a row begins, in px from the top. */
  startOf: (index: number) => number;
  /** Brings a row into sight by as little as possible. */
  reveal: (index: number) => void;
};

type Space = { top: number; bottom: number };

/** Which of `count` rows of one height are in sight, given where the box stands. Pure, for the test. */
export function rowsInSight(
  count: number,
  rowHeight: number,
  { scrolled, height }: { scrolled: number; height: number },
): { first: number; end: number } {
  const first = Math.floor(scrolled / rowHeight) - SPARE;
  const end = Math.ceil((scrolled + height) / rowHeight) + SPARE;
  return { first: Math.min(Math.max(0, first), count), end: Math.max(0, Math.min(count, end)) };
}

/**
 * The rows of an endless list that have to exist. All rows have one height, so this is arithmetic: a library
 * that measures rows would weigh a twentieth of the desk's first load.
 */
export function useFixedRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  space: Space = { top: 4, bottom: 8 },
): Rows {
  const [sight, setSight] = useState({ scrolled: 0, height: 800 });
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () =>
      setSight((now) =>
        // Drawn again only when another row comes near, not with every pixel.
        Math.abs(now.scrolled - box.scrollTop) < (rowHeight * SPARE) / 2 && now.height === box.clientHeight
          ? now
          : { scrolled: box.scrollTop, height: box.clientHeight },
      );
    const observer = new ResizeObserver(look);
    observer.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [scroller, rowHeight]);
  const startOf = (index: number) => space.top + index * rowHeight;
  return {
    ...rowsInSight(count, rowHeight, sight),
    height: space.top + count * rowHeight + space.bottom,
    startOf,
    reveal(index) {
      const box = scroller.current;
      if (!box) return;
      const start = startOf(index) - space.top;
      const end = startOf(index) + rowHeight + space.bottom;
      if (start < box.scrollTop) box.scrollTop = start;
      else if (end > box.scrollTop + box.clientHeight) box.scrollTop = end - box.clientHeight;
    },
  };
}
