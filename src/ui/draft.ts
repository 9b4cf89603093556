import { useState } from 'react';

export type Draft<Value extends object> = {
  /** What the form shows: what is saved, with what was changed here over it. */
  value: Value;
  /** What was changed, and nothing else: what a PATCH sends. */
  changes: Partial<Value>;
  dirty: boolean;
  set: (change: Partial<Value>) => void;
  discard: () => void;
};

const same = (a: unknown, b: unknown) => Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);

/**
 * A form over something saved. Only what the person touched is held here, so that what a colleague saves
 * meanwhile shows in all the other fields.
 */
export function useDraft<Value extends object>(saved: Value): Draft<Value> {
  const [touched, setTouched] = useState<Partial<Value>>({});
  const changes = Object.fromEntries(
    Object.entries(touched).filter(([key, value]) => !same(value, saved[key as keyof Value])),
  ) as Partial<Value>;
  return {
    value: { ...saved, ...touched },
    changes,
    dirty: Object.keys(changes).length > 0,
    set: (change) => setTouched((now) => ({ ...now, ...change })),
    discard: () => setTouched({}),
  };
}
