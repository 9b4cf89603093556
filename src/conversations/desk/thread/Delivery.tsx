import { useMutation } from '@tanstack/react-query';
import { Check, CheckCheck, CircleAlert, Clock, LoaderCircle, MailWarning } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { fullTime } from '../../../ui/format.ts';
import { heard } from '../../../ui/said.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { t, type WordId } from '../../../ui/words.ts';
import { refresh } from '../act/perform.ts';
import { putBackText, takeBack } from '../composer/take-back.ts';
import { useMe } from '../people.ts';
import type { Message } from './Messages.tsx';

type Props = { message: Message; conversation: Conversation };

/** How far a message of ours has come, in words, and what one can do about it. */
export function Delivery({ message, conversation }: Props) {
  const { delivery, deliveryAt } = message;
  const deliveryNote = message.deliveryNote && heard(message.deliveryNote);
  const again = conversation.may.reply && (
    <Button look="quiet" className="hover:bg-ink/6" onClick={() => putBackText(conversation.id, message)}>
      {t('conversations.delivery.edit')}
    </Button>
  );
  const outbox = (act: 'retry' | 'confirm', anyway: boolean, label: WordId) =>
    conversation.may.reply && <Outbox message={message} act={act} anyway={anyway} label={label} />;
  switch (delivery) {
    case 'held':
      return <Held message={message} conversation={conversation} />;
    case 'queued':
    case 'sending':
      return (
        <State icon={<LoaderCircle size={13} aria-hidden="true" className="motion-safe:animate-spin" />}>
          {deliveryNote
            ? t('conversations.delivery.trying', { why: deliveryNote })
            : t('conversations.delivery.sending')}
        </State>
      );
    case 'sent':
      return (
        <State icon={<Check size={13} aria-hidden="true" />} at={deliveryAt}>
          {t('conversations.delivery.sent')}
        </State>
      );
    case 'delivered':
      return (
        <State icon={<CheckCheck size={13} aria-hidden="true" />} at={deliveryAt}>
          {t('conversations.delivery.delivered')}
        </State>
      );
    case 'unknown':
      return (
        <State
          tone="warn"
          icon={<MailWarning size={13} aria-hidden="true" />}
          actions={
            <>
              {outbox('confirm', false, 'conversations.delivery.wasSent')}
              {outbox('retry', true, 'conversations.delivery.sendAgain')}
            </>
          }
        >
          {t('conversations.delivery.unknown')}
        </State>
      );
    case 'failed':
      return (
        <State
          tone="bad"
          icon={<CircleAlert size={13} aria-hidden="true" />}
          actions={
            <>
              {outbox('retry', false, 'ui.tryAgain')}
              {again}
            </>
          }
        >
          {t('conversations.delivery.failed', { why: deliveryNote ?? '' })}
        </State>
      );
    case 'bounced':
      return (
        <State tone="bad" icon={<CircleAlert size={13} aria-hidden="true" />} actions={again}>
          {t('conversations.delivery.bounced', { why: deliveryNote ?? '' })}
        </State>
      );
    default:
      return null;
  }
}

type OutboxProps = { message: Message; act: 'retry' | 'confirm'; anyway: boolean; label: WordId };

/** What a person decides about a message that did not leave, or may have. */
function Outbox({ message, act, anyway, label }: OutboxProps) {
  const done = () => refresh(message.id);
  const retry = useMutation(api.outbox.retry.mutationOptions({ onSuccess: done }));
  const confirm = useMutation(api.outbox.confirm.mutationOptions({ onSuccess: done }));
  const decide = () => {
    if (act === 'retry') retry.mutate({ messageId: message.id, anyway });
    else confirm.mutate({ messageId: message.id });
  };
  return (
    <Button busy={retry.isPending || confirm.isPending} onClick={decide}>
      {t(label)}
    </Button>
  );
}

type StateProps = {
  tone?: 'plain' | 'warn' | 'bad';
  icon: ReactNode;
  at?: Date | null;
  children: ReactNode;
  actions?: ReactNode;
};

const tones = { plain: 'text-ink2', warn: 'text-warn', bad: 'text-bad' };

function State({ tone = 'plain', icon, at, children, actions }: StateProps) {
  return (
    <div className="flex flex-col gap-2">
      <span
        title={at ? fullTime(at) : undefined}
        className={cx('flex items-start gap-1.5', tone !== 'plain' && 'font-medium', tones[tone])}
      >
        <span className="mt-px shrink-0">{icon}</span>
        <span>{children}</span>
      </span>
      {actions && <span className="flex flex-wrap gap-2">{actions}</span>}
    </div>
  );
}

/** Longer than any undo time: what is still held then waits for a person to release all mail after a restore. */
const LONGEST = 60_000;

/** A reply that has not left yet: how long it can still be taken back, and the button that does. */
function Held({ message, conversation }: Props) {
  const me = useMe();
  const mine = message.author.id === me?.id;
  const until = message.at.getTime() + (me?.preferences.undoSeconds ?? 10) * 1000;
  const now = useSeconds(until);
  const left = Math.ceil((until - now) / 1000);
  const icon = <Clock size={13} aria-hidden="true" />;
  if (now - message.at.getTime() > LONGEST)
    return <State icon={icon}>{t('conversations.delivery.waits')}</State>;
  if (!mine || left <= 0) return <State icon={icon}>{t('conversations.delivery.sending')}</State>;
  return (
    <span className="flex items-center gap-2 text-ink2">
      {icon}
      <span className="tabular">{t('conversations.delivery.held', { seconds: left })}</span>
      <Button
        look="quiet"
        className="h-6 px-2 font-semibold text-12 hover:bg-ink/6"
        onClick={() => void takeBack(conversation.id, message)}
      >
        {t('conversations.undo')}
      </Button>
    </span>
  );
}

/** The time, moving each second until a moment. */
function useSeconds(until: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (Date.now() > until + LONGEST) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() > until + LONGEST) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return now;
}
