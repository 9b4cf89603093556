import { Inbox as InboxIcon } from 'lucide-react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { t } from '../../ui/words.ts';
import type { ViewName } from './caches.ts';

/** The shape of a list that is on its way. */
export function Loading() {
  return (
    <div aria-busy="true" className="p-2">
      {[0, 1, 2, 3, 4, 5, 6].map((row) => (
        <div key={row} className="flex h-21 gap-2.5 px-3 pt-2.5">
          <Skeleton className="size-7 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3.5 w-56 max-w-full" />
            <Skeleton className="h-3 w-full" />
          </div>
        </div>
      ))}
    </div>
  );
}

/** Views whose emptiness has something of its own to teach. */
const teaching = new Set<string>([
  'mine',
  'unassigned',
  'open',
  'snoozed',
  'waiting',
  'solved',
  'spam',
  'bin',
]);

/** A view without conversations: says what will come here, and how. */
export function NothingHere({ view }: { view: ViewName | null }) {
  const teaches = (view && teaching.has(view) ? view : 'other') as 'other';
  return (
    <EmptyState
      icon={<InboxIcon size={20} aria-hidden="true" />}
      title={t(`conversations.empty.${teaches}.title`)}
    >
      {t(`conversations.empty.${teaches}.body`)}
    </EmptyState>
  );
}
