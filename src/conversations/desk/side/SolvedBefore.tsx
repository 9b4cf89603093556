import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { fullTime, shortAgo } from '../../../ui/format.ts';
import { PanelSection } from '../../../ui/PanelSection.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';

/** How many stand there before one asks for the rest. */
const FEW = 3;

/** How the other conversations of a conversation's customer were solved, the newest first. */
const useSolvedBefore = (conversation: Conversation) =>
  useQuery(
    api.conversations.solvedBefore.queryOptions({
      input: { customerId: conversation.customer.id, limit: 30 },
      staleTime: 60_000,
    }),
  ).data?.items.filter((one) => one.conversation.id !== conversation.id) ?? [];

/** How earlier matters of this customer were solved, beside the one at hand. */
export function SolvedBefore({ conversation }: { conversation: Conversation }) {
  const now = useNow();
  const [all, setAll] = useState(false);
  const before = useSolvedBefore(conversation);
  if (before.length === 0) return null;
  return (
    <PanelSection title={t('conversations.side.solvedBefore')}>
      <ul className="flex flex-col gap-3">
        {before.slice(0, all ? undefined : FEW).map((one) => (
          <li key={one.conversation.id} className="flex flex-col">
            <div className="flex items-baseline gap-2">
              <Link
                to="/inbox/$view/$number"
                params={{ view: 'all', number: String(one.conversation.number) }}
                dir="auto"
                className="min-w-0 flex-1 truncate font-medium text-ink no-underline hover:underline"
              >
                {one.conversation.subject || t('conversations.noSubject')}
              </Link>
              <time
                dateTime={one.at.toISOString()}
                title={fullTime(one.at)}
                className="tabular shrink-0 text-12 text-ink3"
              >
                {shortAgo(one.at, now)}
              </time>
            </div>
            {(one.how || one.why) && (
              <p dir="auto" className="line-clamp-3 text-ink2 wrap-anywhere">
                {one.how || one.why}
              </p>
            )}
            {(one.cause || one.by) && (
              <p className="truncate text-12 text-ink3">
                {[one.cause, one.by].filter(Boolean).map((part, place) => (
                  <span key={part}>
                    {place > 0 && ' · '}
                    <bdi>{part}</bdi>
                  </span>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
      {!all && before.length > FEW && (
        <Button look="quiet" className="-ms-2 mt-1 h-6 px-2 text-12" onClick={() => setAll(true)}>
          {t('conversations.side.solvedMore', { count: before.length - FEW })}
        </Button>
      )}
    </PanelSection>
  );
}

/** The last of them as a line of the thread: what may help before anything is read. */
export default function SolvedLastTime({ conversation }: { conversation: Conversation }) {
  const now = useNow();
  const [last] = useSolvedBefore(conversation).filter(({ at }) => at < conversation.createdAt);
  if (!last) return null;
  const { how, cause, why, by, at } = last;
  return (
    <p className="rounded-control bg-good-soft px-3 py-1.5 text-12 text-good">
      {t('conversations.side.solvedLast', { by: by ?? '', who: by ? 'agent' : 'nobody' })}{' '}
      <bdi className="font-medium">{how || cause || why}</bdi>{' '}
      <Link
        to="/inbox/$view/$number"
        params={{ view: 'all', number: String(last.conversation.number) }}
        className="whitespace-nowrap text-good"
      >
        #{last.conversation.number} · {shortAgo(at, now)}
      </Link>
    </p>
  );
}
