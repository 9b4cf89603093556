import { Link } from '@tanstack/react-router';
import { Merge, Undo2 } from 'lucide-react';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { BackButton, Bar } from '../../../ui/Columns.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { useRejection } from '../act/perform.ts';
import { partNow } from './acts.ts';

/** What was merged, as the closed line that it is: it says where everything went, and can be taken out again. */
export default function MergedAway({
  conversation,
  onBack,
}: {
  conversation: Conversation;
  onBack: () => void;
}) {
  const { id, number, subject, together, may } = conversation;
  const { mergedInto } = together;
  const rejection = useRejection(id);
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <Bar>
        <BackButton onBack={onBack} />
        <h1 dir="auto" className="min-w-0 truncate font-semibold text-14 text-ink2">
          {subject || t('conversations.noSubject')}
        </h1>
        <bdi className="text-12 text-ink3">#{number}</bdi>
      </Bar>
      {rejection && <Banner tone="bad">{t('conversations.rejected', { why: rejection.text })}</Banner>}
      <EmptyState
        icon={<Merge size={20} aria-hidden="true" />}
        title={
          mergedInto
            ? t('conversations.together.away', { number: `#${mergedInto.number}` })
            : t('conversations.together.awayHidden')
        }
        action={
          mergedInto && (
            <>
              <Link
                to="/inbox/$view/$number"
                params={{ view: 'all', number: String(mergedInto.number) }}
                className="inline-flex h-7 items-center rounded-control bg-accent px-2.5 font-semibold text-13 text-on-accent no-underline hover:bg-accent-strong pointer-coarse:h-9"
              >
                {t('conversations.together.open', { number: `#${mergedInto.number}` })}
              </Link>
              {may.change && (
                <Button
                  icon={<Undo2 size={14} aria-hidden="true" />}
                  onClick={() => void partNow({ id, number, into: mergedInto.id })}
                >
                  {t('conversations.together.partDo')}
                </Button>
              )}
            </>
          )
        }
      >
        {mergedInto ? (
          <span dir="auto">{mergedInto.subject}</span>
        ) : (
          t('conversations.together.awayHiddenWhy')
        )}
      </EmptyState>
    </div>
  );
}
