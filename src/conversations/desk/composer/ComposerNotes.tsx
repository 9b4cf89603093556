import { TriangleAlert } from 'lucide-react';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { t } from '../../../ui/words.ts';
import { useColleagues, writingLine } from '../thread/Notices.tsx';
import { type Draft, forgetOther, replaceDraft } from './drafts.ts';

/** "Dana is typing a reply", so that two do not answer at once. */
export function ReplyingLine({ id }: { id: string }) {
  const colleagues = useColleagues(id);
  const { viewing, typing } = colleagues;
  const writing = writingLine(colleagues);
  if (!writing && viewing.length === 0) return null;
  return (
    <p role="status" className="flex items-center gap-2 px-2 text-12 text-ink2">
      <span
        aria-hidden="true"
        className={cx(
          'size-1.5 rounded-full',
          writing ? 'bg-accent' : 'bg-ink3',
          typing && 'motion-safe:animate-pulse',
        )}
      />
      {writing ?? t('conversations.viewingNow', { names: viewing.join(', '), count: viewing.length })}
    </p>
  );
}

/** Another device has other words: both are kept until somebody chooses. */
export function OtherCopy({ id, draft }: { id: string; draft: Draft }) {
  const { other } = draft;
  if (!other) return null;
  return (
    <Banner
      icon={<TriangleAlert size={14} aria-hidden="true" />}
      action={
        <>
          <Button look="quiet" onClick={() => replaceDraft(id, () => other, { other: null })}>
            {t('conversations.otherDraft.use')}
          </Button>
          <Button look="quiet" onClick={() => forgetOther(id)}>
            {t('conversations.otherDraft.keep')}
          </Button>
        </>
      }
    >
      {t('conversations.otherDraft.body')}
    </Banner>
  );
}
