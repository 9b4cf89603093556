import { lazy, type ReactNode, Suspense } from 'react';
import { Skeleton } from './Skeleton.tsx';

const ChipsField = lazy(() => import('./ChipsField.tsx'));

export type Chip = { value: string; label: string; hint?: string; bad?: boolean; icon?: ReactNode };

export type ChipsProps = {
  chips: readonly Chip[];
  onChange: (chips: readonly Chip[]) => void;
  /** What can be chosen for what is typed. */
  suggestions: readonly Chip[];
  onSearch: (text: string) => void;
  /** Typed or pasted words as chips; each says by `bad` whether it can be used. */
  parse: (text: string) => readonly Chip[];
  label: string;
  placeholder?: string;
  autoFocus?: boolean;
};

/**
 * Several of something in one field, such as recipients: typed, pasted or chosen. Backspace in the empty field
 * takes the last one away, arrows walk over them.
 */
export function ChipsInput(props: ChipsProps) {
  return (
    <Suspense fallback={<Skeleton className="h-7 min-w-0 flex-1" />}>
      <ChipsField {...props} />
    </Suspense>
  );
}
