import { lazy, Suspense } from 'react';
import type { Conversation } from '../../../ui/slots.ts';

const ScheduledHere = lazy(() => import('./ScheduledHere.tsx'));

/** What waits in a conversation, over where one writes; comes after the composer. */
export function Waiting({ conversation }: { conversation: Conversation }) {
  return (
    <Suspense>
      <ScheduledHere conversation={conversation} />
    </Suspense>
  );
}
