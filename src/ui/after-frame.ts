import { useEffect, useRef } from 'react';

/**
 * Does something once the next frame stands, and only the last of several: the row one steps to is marked at
 * once, however long the thread takes that goes and the one that comes.
 */
export function useAfterFrame(): (act: () => void) => void {
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  return (act) =>
    requestAnimationFrame(() => {
      clearTimeout(waiting.current);
      waiting.current = setTimeout(act);
    });
}
