import { Link2, MailCheck } from 'lucide-react';
import { CopyField } from '../../../ui/CopyField.tsx';
import { t } from '../../../ui/words.ts';

export type Invited = { email: string; link: { url: string }; mailed: boolean };

/** Whether an invitation was mailed, and its link, to be handed over another way. */
export function LinkToHandOver({ invited }: { invited: Invited }) {
  return (
    <>
      <p className="flex items-start gap-2.5">
        {invited.mailed ? (
          <MailCheck size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-good" />
        ) : (
          <Link2 size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-ink3" />
        )}
        <span>
          {t(invited.mailed ? 'staff.invite.mailed' : 'staff.invite.notMailed', { email: invited.email })}
        </span>
      </p>
      <CopyField text={invited.link.url} label={t('staff.invite.link')} />
    </>
  );
}
