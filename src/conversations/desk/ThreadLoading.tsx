import { BackButton, Bar } from '../../ui/Columns.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

/** The shape of a conversation that is on its way. */
export function ThreadLoading({ onBack }: { onBack: () => void }) {
  return (
    <div aria-busy="true" className="flex flex-1 flex-col">
      <Bar>
        <BackButton onBack={onBack} />
        <Skeleton className="h-4 w-60" />
      </Bar>
      <div className="mx-auto flex w-full max-w-180 flex-col gap-3 p-5">
        <Skeleton className="ms-9.5 h-24 rounded-bubble" />
        <Skeleton className="me-9.5 h-16 rounded-bubble" />
        <Skeleton className="ms-9.5 h-20 rounded-bubble" />
      </div>
    </div>
  );
}
