import { FileWarning, ShieldX, UserRoundX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { acceptParticipant } from '../act/acts.ts';
import { perform } from '../act/perform.ts';
import type { Message } from './Messages.tsx';

type BoxProps = { tone: 'warn' | 'bad'; icon: ReactNode; children: ReactNode; actions?: ReactNode };

/** A warning over a message's words; the sentence says what it means and what to do. */
function Box({ tone, icon, children, actions }: BoxProps) {
  return (
    <div
      className={cx(
        'my-1.5 flex flex-col gap-2 rounded-menu px-3 py-2 text-13',
        tone === 'bad' ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn',
      )}
    >
      <p className="flex items-start gap-2">
        <span className="mt-0.5 shrink-0">{icon}</span>
        <span>{children}</span>
      </p>
      {actions && <div className="flex flex-wrap gap-2 ps-5.5">{actions}</div>}
    </div>
  );
}

/** Somebody who is not part of the conversation wrote into it: an agent decides. */
export function PendingSender({ message, conversation }: { message: Message; conversation: Conversation }) {
  const address = message.sender?.address;
  const decide = (accept: boolean) => {
    if (address)
      void perform([{ id: conversation.id, act: acceptParticipant(conversation, address, accept) }]);
  };
  return (
    <Box
      tone="warn"
      icon={<UserRoundX size={14} aria-hidden="true" />}
      actions={
        address &&
        conversation.may.change && (
          <>
            <Button onClick={() => decide(true)}>{t('conversations.pending.add')}</Button>
            <Button look="quiet" onClick={() => decide(false)} className="hover:bg-ink/6">
              {t('conversations.pending.refuse')}
            </Button>
          </>
        )
      }
    >
      {t('conversations.pending.body', { address: address ?? message.author.name })}
    </Box>
  );
}

/** The domain's own proof says that the sender is not who the mail claims. */
export function ForgedSender({ message }: { message: Message }) {
  return (
    <Box tone="bad" icon={<ShieldX size={14} aria-hidden="true" />}>
      {t('conversations.forged', { address: message.sender?.address ?? message.author.name })}
    </Box>
  );
}

/** Something came in that could not be read: said, with the original beside it. */
export function Unreadable({ warnings }: { warnings: readonly string[] }) {
  return (
    <Box tone="warn" icon={<FileWarning size={14} aria-hidden="true" />}>
      {t('conversations.unreadable', { why: warnings.join('; ') })}
    </Box>
  );
}
