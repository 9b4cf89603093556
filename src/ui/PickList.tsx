import { lazy, type ReactNode, Suspense } from 'react';
import { Skeleton } from './Skeleton.tsx';

const OpenedPickList = lazy(() => import('./OpenedPickList.tsx'));

export type Pick = {
  id: string;
  label: string;
  icon?: ReactNode;
  /** Said more quietly behind the label. */
  hint?: string;
  checked?: boolean;
  keys?: string;
};

export type PickListProps = {
  picks: readonly Pick[];
  onPick: (id: string) => void;
  /** What the list is for; also the field's name. */
  label: string;
  /** Offers to make what was typed, if nothing has that name. Called with the typed text. */
  make?: { label: (text: string) => string; onMake: (text: string) => void };
  /** Told on every key; the list then is shown as given. */
  onSearch?: (text: string) => void;
  /** What stands in the place of lines while nothing is typed. */
  hint?: string;
};

/** A field and under it the lines that fit, for choosing by a few letters: in a popover, for one act. */
export function PickList(props: PickListProps) {
  return (
    <Suspense fallback={<Skeleton className="m-2 h-5 w-48" />}>
      <OpenedPickList {...props} />
    </Suspense>
  );
}
