import { useSyncExternalStore } from 'react';

let now = new Date();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The time, as a value that moves every fifteen seconds, one timer for all who look. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}

/** Words made of the time; whoever shows them is drawn again when the words change, not with every tick. */
export function useTold(tell: (now: Date) => string): string {
  return useSyncExternalStore(subscribe, () => tell(now));
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  timer ??= setInterval(() => {
    now = new Date();
    for (const listener of listeners) listener();
  }, 15_000);
  return () => {
    listeners.delete(changed);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}
