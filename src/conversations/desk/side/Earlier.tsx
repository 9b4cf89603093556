import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, CircleDot } from 'lucide-react';
import { api } from '../../../ui/api.ts';
import { useNow } from '../../../ui/clock.ts';
import { fullTime, shortAgo } from '../../../ui/format.ts';
import { PanelSection } from '../../../ui/PanelSection.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { statusName } from '../names.ts';

/** What this customer came with before. */
export function Earlier({ conversation }: { conversation: Conversation }) {
  const now = useNow();
  const found = useQuery(
    api.conversations.list.queryOptions({
      input: { view: 'all', customerId: conversation.customer.id, limit: 8 },
    }),
  );
  const others = found.data?.items.filter((row) => row.id !== conversation.id).slice(0, 7) ?? [];
  if (others.length === 0) return null;
  return (
    <PanelSection title={t('conversations.side.earlier')}>
      <ul className="-mx-2 flex flex-col">
        {others.map((row) => (
          <li key={row.id}>
            <Link
              to="/inbox/$view/$number"
              params={{ view: 'all', number: String(row.number) }}
              className="flex min-h-7 items-center gap-2 rounded-control px-2 text-ink no-underline hover:bg-raise pointer-coarse:min-h-9"
            >
              <Done
                done={row.status === 'solved' || row.status === 'closed'}
                label={statusName(row.status)}
              />
              <span dir="auto" className="min-w-0 flex-1 truncate">
                {row.subject || t('conversations.noSubject')}
              </span>
              <time
                dateTime={row.lastMessageAt.toISOString()}
                title={fullTime(row.lastMessageAt)}
                className="tabular shrink-0 text-12 text-ink3"
              >
                {shortAgo(row.lastMessageAt, now)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function Done({ done, label }: { done: boolean; label: string }) {
  const Icon = done ? Check : CircleDot;
  return (
    <span role="img" aria-label={label} className={done ? 'text-good' : 'text-ink3'}>
      <Icon size={14} aria-hidden="true" />
    </span>
  );
}
