import { useSyncExternalStore } from 'react';

export type Store<Value> = {
  get: () => Value;
  set: (change: (now: Value) => Value) => void;
  /** The value as a hook; with `pick`, draws again only when what is picked becomes another one. */
  use: <Part = Value>(pick?: (value: Value) => Part) => Part;
};

/** A value that outlives screens and that screens can watch: what is being sent, what was refused. */
export function store<Value>(initial: Value): Store<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return {
    get: () => value,
    set(change) {
      const next = change(value);
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    use: <Part = Value>(pick?: (value: Value) => Part) =>
      useSyncExternalStore(subscribe, () => (pick ? pick(value) : (value as unknown as Part))),
  };
}
