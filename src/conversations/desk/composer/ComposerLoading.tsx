import { Skeleton } from '../../../ui/Skeleton.tsx';

/** The shape of the composer while the editor is on its way. */
export function ComposerLoading() {
  return (
    <div
      aria-busy="true"
      className="flex h-31 flex-col gap-3 rounded-surface border border-line-strong/55 bg-panel p-3"
    >
      <Skeleton className="h-5 w-48" />
      <Skeleton className="h-4 w-64 max-w-full" />
      <Skeleton className="mt-auto ms-auto h-7 w-44" />
    </div>
  );
}
