import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowDown } from 'lucide-react';
import {
  Fragment,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { api, type client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { dayName } from '../../../ui/format.ts';
import { announce } from '../../../ui/LiveLog.tsx';
import { restCursor, resting } from '../../../ui/rest.ts';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t, withWords } from '../../../ui/words.ts';
import { markSeen, useLeaving } from '../composer/leaving.ts';
import { useMe } from '../people.ts';
import { Earlier } from './Earlier.tsx';
import { LeavingMessage } from './LeavingMessage.tsx';
import { MessageItem } from './MessageItem.tsx';
import { Near } from './Near.tsx';
import { Trail } from './Trail.tsx';

const SolvedLastTime = lazy(withWords(() => import('../side/SolvedBefore.tsx')));

export type Message = Awaited<ReturnType<typeof client.conversations.messages>>['items'][number];

/** Pixels from the end within which one counts as being at it. */
const NEAR = 80;

/** Messages drawn whole at once, about two screens; the others as soon as it is known that they are near. */
const AT_FIRST = 12;

/** How the messages of a conversation are asked for: the newest page first. */
export const messagesOf = (id: string) =>
  api.conversations.messages.infiniteOptions({
    input: (cursor: string | undefined) => ({ id, from: 'end' as const, limit: 50, cursor }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** What was said and what happened, the newest at the end and in sight. */
export function Messages({
  conversation,
  label = t('conversations.messages'),
}: {
  conversation: Conversation;
  /** Its name for the ear, where another thread is in sight too. */
  label?: string;
}) {
  const pages = useInfiniteQuery(messagesOf(conversation.id));
  const messages = useMemo(() => pages.data?.pages.toReversed().flatMap((page) => page.items), [pages.data]);
  const leaving = useLeaving(conversation.id);
  const unsent = leaving.filter(({ id }) => !messages?.some((message) => message.id === id));
  const scroller = useRef<HTMLDivElement>(null);
  const missed = useMissed(scroller, messages);
  useSeen(conversation.id, scroller, messages);
  useEffect(restCursor, []);
  useEffect(() => {
    if (unsent.length > 0) scroller.current?.scrollTo({ top: 0 });
  }, [unsent.length]);
  const more = pages.hasNextPage && !pages.isFetchingNextPage;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* Reversed: it opens at the end, older messages come in above without moving what is read, and images
          that load late push upwards. */}
      <section
        ref={scroller}
        {...resting}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto outline-none"
      >
        <div className="mx-auto mb-auto flex w-full max-w-180 flex-col gap-3 p-3 pair:p-5">
          {pages.hasNextPage && (
            <Earlier busy={pages.isFetchingNextPage} onMore={() => more && void pages.fetchNextPage()} />
          )}
          {pages.isError && !pages.data && (
            <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />
          )}
          {pages.isPending && <Loading />}
          {messages && !pages.hasNextPage && (
            <Suspense>
              <SolvedLastTime conversation={conversation} />
            </Suspense>
          )}
          {messages && <Days messages={messages} conversation={conversation} scroller={scroller} />}
          {unsent.map((one) => (
            <LeavingMessage key={one.id} leaving={one} />
          ))}
        </div>
      </section>
      {missed > 0 && (
        <Button
          look="primary"
          icon={<ArrowDown size={13} aria-hidden="true" />}
          className="absolute inset-x-0 bottom-2 mx-auto w-fit rounded-full shadow-float"
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          {t('conversations.newBelow', { count: missed })}
        </Button>
      )}
    </div>
  );
}

/** Messages and trail with a line where a day begins. */
function Days({
  messages,
  conversation,
  scroller,
}: {
  messages: readonly Message[];
  conversation: Conversation;
  scroller: RefObject<HTMLElement | null>;
}) {
  const now = useNow();
  const today = now.toDateString();
  // Drawn again when a message or the day changes, not with every tick of the clock.
  return useMemo((): ReactNode => {
    const at = new Date(today);
    const ofDay = (index: number) => messages[index]?.at.toDateString();
    const last = messages.findLast((message) => message.direction !== 'event')?.id;
    return messages.map((message, index) => (
      <Fragment key={message.id}>
        {ofDay(index) !== ofDay(index - 1) && <Day name={dayName(message.at, at)} />}
        {message.direction === 'event' || message.delivery === 'cancelled' ? (
          <Trail message={message} />
        ) : (
          <Near
            scroller={scroller}
            atFirst={index >= messages.length - AT_FIRST}
            author={message.author.name}
            words={message.replyText || message.text}
          >
            <MessageItem message={message} conversation={conversation} last={message.id === last} />
          </Near>
        )}
      </Fragment>
    ));
  }, [messages, conversation, today, scroller]);
}

function Day({ name }: { name: string }) {
  return (
    <div className="flex items-center gap-3 py-1 text-12 text-ink3">
      <span className="h-px flex-1 bg-line" />
      <span>{name}</span>
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

/** Counts what comes in below while one reads further up, keeps the place, and says it to the ear. */
function useMissed(
  scroller: React.RefObject<HTMLElement | null>,
  messages: readonly Message[] | undefined,
): number {
  const [missed, setMissed] = useState(0);
  const newest = messages?.findLast((message) => message.direction !== 'event');
  const known = useRef<string | undefined>(undefined);
  useEffect(() => {
    const box = scroller.current;
    if (!newest || !messages || !box) return;
    const before = known.current;
    known.current = newest.id;
    if (!before || before === newest.id) return;
    const from = messages.findIndex((message) => message.id === before);
    const fresh = messages
      .slice(from + 1)
      .filter(({ direction }) => direction === 'in' || direction === 'note');
    if (from < 0 || fresh.length === 0) return;
    announce(t('conversations.cameIn', { name: newest.author.name }));
    if (-box.scrollTop > NEAR) setMissed((count) => count + fresh.length);
  }, [newest, messages, scroller]);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const seen = () => -box.scrollTop <= NEAR && setMissed(0);
    box.addEventListener('scroll', seen, { passive: true });
    return () => box.removeEventListener('scroll', seen);
  }, [scroller]);
  return missed;
}

/** Milliseconds a message that came in meanwhile has to be in sight to count as seen. */
const LOOK = 5_000;

/**
 * Tells the composer what has really been before the author's eyes: what the thread opened with, and what
 * came later once it was in sight for a moment. A reply sent sooner is stopped by the server.
 */
function useSeen(
  id: string,
  scroller: React.RefObject<HTMLElement | null>,
  messages: readonly Message[] | undefined,
): void {
  const me = useMe()?.id;
  // One's own words are no news, and may yet be taken back.
  const newest = messages?.findLast(({ direction, author }) => direction !== 'event' && author.id !== me)?.id;
  const opened = useRef(false);
  useEffect(() => {
    if (!newest) return;
    if (!opened.current) {
      opened.current = true;
      markSeen(id, newest);
      return;
    }
    const look = setInterval(() => {
      const atEnd = -(scroller.current?.scrollTop ?? 0) <= NEAR;
      if (!atEnd || document.visibilityState !== 'visible') return;
      markSeen(id, newest);
      clearInterval(look);
    }, LOOK);
    return () => clearInterval(look);
  }, [id, newest, scroller]);
}

function Loading() {
  return (
    <div aria-busy="true" className="flex flex-col gap-3">
      <Skeleton className="ms-9.5 h-24 rounded-bubble" />
      <Skeleton className="me-9.5 h-16 rounded-bubble" />
      <Skeleton className="ms-9.5 h-20 rounded-bubble" />
    </div>
  );
}
