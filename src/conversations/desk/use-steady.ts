import { useEffect, useMemo, useState } from 'react';
import { announce } from '../../ui/LiveLog.tsx';
import type { Row } from '../../ui/slots.ts';
import { t } from '../../ui/words.ts';
import { steady } from './steady.ts';

/** Holds what came in while the mouse is over the list, so that no row moves away under it. */
export function useSteady(fresh: readonly Row[] | undefined) {
  const [held, setHeld] = useState<readonly Row[] | null>(null);
  const { rows, waiting } = useMemo(
    () => (held && fresh ? steady(held, fresh) : { rows: fresh, waiting: 0 }),
    [held, fresh],
  );
  useEffect(() => {
    if (waiting > 0) announce(t('conversations.newAbove', { count: waiting }));
  }, [waiting]);
  return {
    rows,
    waiting,
    letIn: () => setHeld(fresh ?? null),
    hover: (over: boolean) => setHeld(over ? (fresh ?? null) : null),
  };
}
