import { CircleAlert, Clock, Trash2, X } from 'lucide-react';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { shortTime } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { usePresence } from '../../../ui/live-caches.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import type { Acting } from '../act/acting.ts';
import { snooze } from '../act/acts.ts';
import { forgetRejection, useRejection } from '../act/perform.ts';
import { useAgents, useMe } from '../people.ts';

/** Lines under the head: a change that was refused, that it is put away, spam, or in the bin. */
export function Notices({ conversation, acting }: { conversation: Conversation; acting: Acting }) {
  const now = useNow();
  const rejection = useRejection(conversation.id);
  const { snoozedUntil, place } = conversation;
  return (
    <>
      {rejection && (
        <Banner
          tone="bad"
          icon={<CircleAlert size={14} aria-hidden="true" />}
          action={
            <>
              <Button look="quiet" onClick={rejection.retry}>
                {t('ui.tryAgain')}
              </Button>
              <IconButton label={t('ui.close')} onClick={() => forgetRejection(conversation.id)}>
                <X size={14} aria-hidden="true" />
              </IconButton>
            </>
          }
        >
          {t('conversations.rejected', { why: rejection.text })}
        </Banner>
      )}
      {place === 'inbox' && snoozedUntil && snoozedUntil > now && (
        <Banner
          icon={<Clock size={14} aria-hidden="true" />}
          action={
            conversation.may.change && (
              <Button look="quiet" onClick={() => acting.act((row) => snooze(row, null))}>
                {t('conversations.snooze.wake')}
              </Button>
            )
          }
        >
          {t(
            conversation.snoozedForAnswer ? 'conversations.snoozedForAnswer' : 'conversations.snoozedUntil',
            { time: shortTime(snoozedUntil, now) },
          )}
        </Banner>
      )}
      {(place === 'spam' || place === 'bin') && (
        <Banner tone="warn" icon={<Trash2 size={14} aria-hidden="true" />}>
          {t(place === 'spam' ? 'conversations.inSpam' : 'conversations.inBin')}
        </Banner>
      )}
    </>
  );
}

export type Colleagues = {
  /** Names by what they do, without oneself. */
  replying: readonly string[];
  noting: readonly string[];
  viewing: readonly string[];
  /** Somebody's keys are going. */
  typing: boolean;
};

/** The colleagues who look at, answer or note in a conversation now. */
export function useColleagues(id: string): Colleagues {
  const me = useMe();
  const agents = useAgents();
  const there = usePresence(id, me?.id);
  const names = (state: keyof Omit<Colleagues, 'typing'>) =>
    there
      .filter((one) => one.state === state)
      .flatMap((one) => agents.find((agent) => agent.id === one.id)?.name ?? []);
  return {
    replying: names('replying'),
    noting: names('noting'),
    viewing: names('viewing'),
    typing: there.some((one) => one.typing),
  };
}

/** What colleagues write here now, in words; undefined when nobody does. */
export function writingLine({ replying, noting, typing }: Colleagues): string | undefined {
  const [doing, names] = replying.length > 0 ? ['reply', replying] : ['note', noting];
  if (names.length === 0) return undefined;
  const values = { names: names.join(', '), count: names.length, doing, typing: String(typing) };
  return t('conversations.writingNow', values);
}
