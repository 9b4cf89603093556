import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { api } from '../../ui/api.ts';
import { BackButton, Bar, WithSide } from '../../ui/Columns.tsx';
import { useCommand } from '../../ui/commands.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { beAt } from '../../ui/live-caches.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import type { Conversation } from '../../ui/slots.ts';
import { t, withWords } from '../../ui/words.ts';
import { useActing } from './act/acting.ts';
import { ComposerLoading } from './composer/ComposerLoading.tsx';
import { useDoing, writeSoon } from './composer/drafts.ts';
import { useShown } from './live/underway.ts';
import { ThreadLoading } from './ThreadLoading.tsx';
import { Head } from './thread/Head.tsx';
import { Messages } from './thread/Messages.tsx';
import { Notices } from './thread/Notices.tsx';
import { openBeside, useBeside } from './together/asking.ts';

const SidePanel = lazy(withWords(() => import('./side/SidePanel.tsx')));
const AsidePanel = lazy(withWords(() => import('./aside/AsidePanel.tsx')));
const MergedAway = lazy(withWords(() => import('./together/MergedAway.tsx')));
const IncidentsNotice = lazy(withWords(() => import('./together/IncidentsNotice.tsx')));
const ComposerBox = lazy(withWords(() => import('./composer/ComposerBox.tsx')));

/** One conversation: what was said, what to answer, and everything known beside it. */
export default function Thread({ number, onBack }: { number: string; onBack: () => void }) {
  const found = useQuery(api.conversations.get.queryOptions({ input: { id: number } }));
  const conversation = useShown(found.data);
  if (found.isError && !conversation) {
    return (
      <div className="flex min-w-0 flex-1 flex-col">
        <Bar>
          <BackButton onBack={onBack} />
          <h1 className="font-semibold text-14">
            <bdi>#{number}</bdi>
          </h1>
        </Bar>
        <ErrorState title={sentence(found.error)} onRetry={() => void found.refetch()} />
      </div>
    );
  }
  if (!conversation) return <Coming number={number} onBack={onBack} />;
  const { id, place, together } = conversation;
  if (place === 'merged')
    return (
      <Suspense fallback={<ThreadLoading onBack={onBack} />}>
        <MergedAway conversation={conversation} onBack={onBack} />
      </Suspense>
    );
  if (place === 'aside' && together.asideOf)
    return <Beside parent={together.asideOf} id={id} onBack={onBack} />;
  return <Open conversation={conversation} onBack={onBack} />;
}

/** Not here yet, but whoever wants to write already says so: what is typed next is for the composer. */
function Coming({ number, onBack }: { number: string; onBack: () => void }) {
  useCommand('reply', () => writeSoon(number, 'reply'));
  useCommand('note', () => writeSoon(number, 'note'));
  return <ThreadLoading onBack={onBack} />;
}

/** A side conversation is read beside its own. */
function Beside({
  parent,
  id,
  onBack,
}: {
  parent: { id: string; number: number };
  id: string;
  onBack: () => void;
}) {
  useEffect(() => openBeside(parent.id, id), [parent.id, id]);
  return <Thread number={String(parent.number)} onBack={onBack} />;
}

function Open({ conversation, onBack }: { conversation: Conversation; onBack: () => void }) {
  const { id, may, status } = conversation;
  const acting = useActing([conversation], may.change);
  const acts = useRef<HTMLDivElement>(null);
  const beside = useBeside(id);
  usePresent(id);
  // Until the composer has come and takes these over.
  const number = String(conversation.number);
  useCommand('reply', () => writeSoon(number, 'reply'), may.reply);
  useCommand('note', () => writeSoon(number, 'note'), may.note);
  return (
    <WithSide
      label={t('conversations.side')}
      broad={beside !== null}
      side={
        <Suspense fallback={<Skeleton className="m-4 h-40" />}>
          {beside === null ? (
            <SidePanel conversation={conversation} acting={acting} />
          ) : (
            <AsidePanel conversation={conversation} />
          )}
        </Suspense>
      }
    >
      {(toggle) => (
        <>
          <Head conversation={conversation} acting={acting} anchor={acts} toggle={toggle} onBack={onBack} />
          <Notices conversation={conversation} acting={acting} />
          {conversation.together.links > 0 && (status === 'solved' || status === 'closed') && (
            <Suspense>
              <IncidentsNotice conversation={conversation} />
            </Suspense>
          )}
          <Messages conversation={conversation} />
          {(may.reply || may.note) && (
            <div className="mx-auto w-full max-w-180 shrink-0 px-2 pb-2 pair:px-5 pair:pb-4">
              <Suspense fallback={<ComposerLoading />}>
                <ComposerBox key={id} conversation={conversation} />
              </Suspense>
            </div>
          )}
        </>
      )}
    </WithSide>
  );
}

/** Tells colleagues that this agent is here: looking, or answering while there is something in the composer. */
function usePresent(id: string): void {
  const doing = useDoing(id);
  useEffect(() => {
    const [state, typing] = doing.split(' ') as ['viewing' | 'replying' | 'noting', string?];
    beAt(id, state, typing !== undefined);
  }, [id, doing]);
  useEffect(() => () => beAt(null), []);
}
