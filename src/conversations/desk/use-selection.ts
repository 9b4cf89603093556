import { useMemo, useState } from 'react';
import type { Row } from '../../ui/slots.ts';

/** Which rows of a list are chosen. What left the list is chosen no more. */
export function useSelection(rows: readonly Row[] | undefined) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(
    () => new Set(rows?.filter((row) => chosen.has(row.id)).map((row) => row.id)),
    [rows, chosen],
  );
  const toggle = (id: string) =>
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return { selected, toggle, clear: () => setChosen(new Set()) };
}
