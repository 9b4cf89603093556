import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

/** Pixels beyond what is in sight within which messages are drawn whole. */
const NEAR = 1_200;

/** One observer for each box that scrolls, because hundreds of messages are watched in it. */
const observers = new WeakMap<Element, IntersectionObserver>();
const watched = new WeakMap<Element, (near: boolean) => void>();

function watch(scroller: Element, element: Element, tell: (near: boolean) => void): () => void {
  let observer = observers.get(scroller);
  if (!observer) {
    observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
      },
      { root: scroller, rootMargin: `${NEAR}px 0px` },
    );
    observers.set(scroller, observer);
  }
  watched.set(element, tell);
  observer.observe(element);
  return () => observer.unobserve(element);
}

/** Whether somebody is at it: it has the cursor or a selection, or something in it has been opened. */
function inUse(element: Element): boolean {
  const selection = getSelection();
  return (
    element.contains(document.activeElement) ||
    element.querySelector('[aria-expanded=true], iframe') !== null ||
    (selection !== null && !selection.isCollapsed && selection.containsNode(element, true))
  );
}

type Props = {
  scroller: RefObject<HTMLElement | null>;
  /** Whether it is drawn whole before anybody has looked where it stands. */
  atFirst: boolean;
  /** Who says what, for what is far. */
  author: string;
  words: string;
  children: ReactNode;
};

/**
 * A message of a long thread. Far from what is in sight it stands as its plain words, as high as it was: a
 * tenth of the elements, yet found by the browser's own search and read aloud in its place.
 */
export function Near({ scroller, atFirst, author, words, children }: Props) {
  const box = useRef<HTMLElement>(null);
  const height = useRef<number | undefined>(undefined);
  const [near, setNear] = useState(atFirst);
  // Watched anew after each change, because the other look is another element.
  useEffect(() => {
    const element = box.current;
    if (!element || !scroller.current) return;
    return watch(scroller.current, element, (now) => {
      if (!now && inUse(element)) return;
      // Not before it has been in sight once: until then its own words say how high it may be.
      if (!now && near) height.current = element.offsetHeight;
      setNear(now);
    });
  }, [scroller, near]);
  if (near) return <div ref={box as RefObject<HTMLDivElement>}>{children}</div>;
  return (
    <article
      ref={box}
      dir="auto"
      aria-label={author}
      style={{ height: height.current }}
      className="overflow-hidden whitespace-pre-wrap wrap-anywhere px-14 py-6 text-14"
    >
      {words}
    </article>
  );
}
