import { type RefObject, useEffect, useRef, useState } from 'react';
import { Said, type SaidItem } from './Said.tsx';

type Props = {
  items: readonly SaidItem[];
  /** The conversation the stretch before ended in; its heading is not said again. */
  after: string | undefined;
  scroller: RefObject<HTMLElement | null>;
};

/** How far outside of the window a stretch stays drawn, in pixels. */
const MARGIN = 1_500;

/**
 * One page of a long list whose lines are of any height. Far from the window it is an empty block as high as
 * it last was, so that thousands of messages cost no more than a few pages.
 */
export function Stretch({ items, after, scroller }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState<number>();
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (!seen) return;
        const holdsCursor = element.contains(document.activeElement);
        setAway(seen.isIntersecting || holdsCursor ? undefined : seen.boundingClientRect.height);
      },
      { root: scroller.current, rootMargin: `${MARGIN}px 0px` },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, [scroller]);
  return (
    <div ref={box} style={away === undefined ? undefined : { height: away }}>
      {away === undefined &&
        items.map((item, place) => (
          <Said
            key={item.message.id}
            item={item}
            heading={(items[place - 1]?.conversation.id ?? after) !== item.conversation.id}
          />
        ))}
    </div>
  );
}
