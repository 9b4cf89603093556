import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import { api, type client } from '../../ui/api.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { BackButton, Bar, WithSide } from '../../ui/Columns.tsx';
import { useNow } from '../../ui/clock.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { beAt } from '../../ui/live-caches.ts';
import type { Conversation } from '../../ui/slots.ts';
import { t } from '../../ui/words.ts';
import { MessageBubble } from './MessageBubble.tsx';
import { statusName, statusTone } from './names.ts';
import { SidePanel } from './SidePanel.tsx';
import { ThreadLoading } from './ThreadLoading.tsx';

type Message = Awaited<ReturnType<typeof client.conversations.messages>>['items'][number];

/** One conversation: what was said, and everything known beside it. */
export default function Thread({ number, onBack }: { number: string; onBack: () => void }) {
  const found = useQuery(api.conversations.get.queryOptions({ input: { id: number } }));
  const id = found.data?.id;
  useEffect(() => {
    if (!id) return;
    beAt(id, 'viewing');
    return () => beAt(null);
  }, [id]);
  if (found.isError) {
    return <ErrorState title={sentence(found.error)} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <ThreadLoading onBack={onBack} />;
  const conversation = found.data;
  return (
    <WithSide label={t('conversations.side')} side={<SidePanel conversation={conversation} />}>
      {(toggle) => (
        <>
          <Bar>
            <BackButton onBack={onBack} />
            <h1 dir="auto" className="min-w-0 truncate font-semibold text-14">
              {conversation.subject || t('conversations.noSubject')}
            </h1>
            <bdi className="shrink-0 text-12 text-ink3">#{conversation.number}</bdi>
            <Badge tone={statusTone(conversation.status)}>{statusName(conversation.status)}</Badge>
            <span className="ms-auto" />
            {toggle}
          </Bar>
          <Messages conversation={conversation} />
        </>
      )}
    </WithSide>
  );
}

function Messages({ conversation }: { conversation: Conversation }) {
  const now = useNow();
  const pages = useInfiniteQuery(
    api.conversations.messages.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id: conversation.id,
        from: 'end' as const,
        limit: 50,
        cursor,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  // The newest page comes first; each page is oldest first.
  const messages = pages.data?.pages.toReversed().flatMap((page) => page.items) ?? [];
  return (
    // Reversed, so that the newest message is in sight at once and stays there while images load.
    <div className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto">
      <div className="mx-auto flex w-full max-w-180 flex-col gap-3 p-4 pair:p-5">
        {pages.hasNextPage && (
          <Button
            look="quiet"
            className="self-center"
            busy={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t('conversations.earlier')}
          </Button>
        )}
        {pages.isError && <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />}
        {messages.map((message) => (
          <OneMessage key={message.id} message={message} now={now} />
        ))}
      </div>
    </div>
  );
}

function OneMessage({ message, now }: { message: Message; now: Date }) {
  // Lines of the trail have sentences of their own for each kind of event; until those are written they stay out.
  if (message.direction === 'event') return null;
  return (
    <MessageBubble
      direction={message.direction}
      author={{ id: message.author.id ?? message.author.name, name: message.author.name }}
      at={message.at}
      now={now}
      marks={<Trust trust={message.trust} />}
    >
      {message.replyText}
    </MessageBubble>
  );
}

function Trust({ trust }: { trust: Message['trust'] }) {
  if (trust === null) return null;
  const proven = trust === 'verified';
  const Icon = proven ? ShieldCheck : ShieldAlert;
  const label = t(
    proven
      ? 'conversations.trust.verified'
      : trust === 'failed'
        ? 'conversations.trust.failed'
        : 'conversations.trust.unverified',
  );
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={trust === 'failed' ? 'text-bad' : 'text-ink3'}
    >
      <Icon size={13} aria-hidden="true" />
    </span>
  );
}
