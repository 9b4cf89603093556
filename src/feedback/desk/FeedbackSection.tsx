import { useQuery } from '@tanstack/react-query';
import { api } from '../../ui/api.ts';
import { Badge } from '../../ui/Badge.tsx';
import { useNow } from '../../ui/clock.ts';
import { fullTime, shortAgo } from '../../ui/format.ts';
import type { Conversation } from '../../ui/slots.ts';
import { t } from '../../ui/words.ts';

/** What the customer says of this conversation: settled or not, how it was, and their words. */
export default function FeedbackSection({ conversation }: { conversation: Conversation }) {
  const now = useNow();
  const said = useQuery(api.feedback.ofConversation.queryOptions({ input: { id: conversation.id } })).data;
  if (!said) return null;
  const at = said.answeredAt ?? said.askedAt;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-1.5">
        {said.settled === null ? (
          <span className="text-ink2">{t('feedback.noAnswer')}</span>
        ) : (
          <Badge tone={said.settled ? 'good' : 'warn'}>
            {t('feedback.settled', { settled: String(said.settled) })}
          </Badge>
        )}
        {said.rating !== null && (
          <span className="tabular">{t('feedback.rated', { rating: said.rating })}</span>
        )}
        <time dateTime={at.toISOString()} title={fullTime(at)} className="ms-auto text-12 text-ink3">
          {shortAgo(at, now)}
        </time>
      </p>
      {said.comment && (
        <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
          {said.comment}
        </p>
      )}
    </div>
  );
}
