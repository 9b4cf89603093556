import { lazy, Suspense } from 'react';
import { NoticesScreen } from '../notices/desk/NoticesScreen.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

const Thread = lazy(() => import('../conversations/desk/Thread.tsx'));

/** Notices beside the conversations they are of; the two rooms meet here. */
export default function NoticesPage() {
  return (
    <NoticesScreen
      thread={(number, onBack) => (
        <Suspense fallback={<Skeleton className="m-4 h-40 flex-1" />}>
          <Thread key={number} number={number} onBack={onBack} />
        </Suspense>
      )}
    />
  );
}
