import { lazy, type ReactNode, Suspense } from 'react';

const OpenedHanging = lazy(() => import('./OpenedHanging.tsx'));

export type HangingProps = {
  /** What it hangs on. A click there while it is open is left to that element. */
  anchor: Element | null;
  onClose: () => void;
  /** Its name, for the ear. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  className?: string;
};

/**
 * A popover without a trigger of its own, for what keys and menus open too. Shown as long as it is mounted;
 * what carries it is fetched with the first.
 */
export function Hanging(props: HangingProps) {
  return (
    <Suspense>
      <OpenedHanging {...props} />
    </Suspense>
  );
}
