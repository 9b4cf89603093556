import { Badge } from '../../ui/Badge.tsx';
import type { Row } from '../../ui/slots.ts';
import { t } from '../../ui/words.ts';

/** What the customer says of it, in a list and in the head: not settled, or how they rate it. */
export function SettledMark({ row: { settled, rating } }: { row: Pick<Row, 'settled' | 'rating'> }) {
  if (settled === null) return null;
  const said = t('conversations.settled', { settled: String(settled) });
  const rated = rating === null ? '' : t('conversations.settledRated', { rating });
  const tone = !settled || (rating ?? 5) <= 2 ? 'warn' : 'good';
  return (
    <Badge tone={tone}>
      {rating !== null && settled ? (
        <span role="img" aria-label={`${said}. ${rated}`} data-tip={rated} className="tabular">
          {rating}/5
        </span>
      ) : (
        <span data-tip={rated || undefined}>{said}</span>
      )}
    </Badge>
  );
}
