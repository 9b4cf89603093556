import { lazy, Suspense, useEffect, useState } from 'react';
import { onToastWanted } from './toast.ts';

const Tooltips = lazy(() => import('./Tooltip.tsx'));
const Toasts = lazy(() => import('./Toast.tsx'));

/** What floats over every page and is not needed before somebody points at something or something happened. */
export function Floating() {
  const [pointed, setPointed] = useState(false);
  const [said, setSaid] = useState(false);
  useEffect(() => onToastWanted(() => setSaid(true)), []);
  useEffect(() => {
    const point = () => setPointed(true);
    addEventListener('pointerover', point, { once: true });
    addEventListener('focusin', point, { once: true });
    return () => {
      removeEventListener('pointerover', point);
      removeEventListener('focusin', point);
    };
  }, []);
  return (
    <Suspense>
      {pointed && <Tooltips />}
      {said && <Toasts />}
    </Suspense>
  );
}
