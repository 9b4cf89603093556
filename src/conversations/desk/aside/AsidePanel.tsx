import { useQuery } from '@tanstack/react-query';
import { Check, EyeOff } from 'lucide-react';
import { useEffect } from 'react';
import { api } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { reopen, solve } from '../act/acts.ts';
import { perform, refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';
import { called } from '../composer/addresses.ts';
import { useShown } from '../live/underway.ts';
import { statusName, statusTone } from '../names.ts';
import { Messages } from '../thread/Messages.tsx';
import { refreshTogether } from '../together/acts.ts';
import { openBeside, useBeside } from '../together/asking.ts';
import { AsideComposer } from './AsideComposer.tsx';
import { AsideHead } from './AsideHead.tsx';
import { NewAside } from './NewAside.tsx';

/** A side conversation in the place of the side panel: what was said with a third party, and what to answer. */
export default function AsidePanel({ conversation }: { conversation: Conversation }) {
  const open = useBeside(conversation.id);
  const close = () => openBeside(conversation.id, null);
  if (open === null) return null;
  return (
    // The keys of the desk go on meaning the conversation itself; only Escape is this panel's.
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape has its button in the head
    <div
      className="flex h-full flex-col"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}
    >
      {open === 'new' ? (
        <NewAside conversation={conversation} onClose={close} />
      ) : (
        <Open key={open} id={open} parent={conversation} onClose={close} />
      )}
    </div>
  );
}

type OpenProps = { id: string; parent: Conversation; onClose: () => void };

function Open({ id, parent, onClose }: OpenProps) {
  const found = useQuery(api.conversations.get.queryOptions({ input: { id } }));
  const aside = useShown(found.data);
  const fresh = aside?.waitingSince != null && aside.may.change;
  useEffect(() => {
    if (!fresh) return;
    write(api.conversations.seeAside.mutationOptions(), { id }).then(
      () => {
        refresh(id);
        refresh(parent.id);
        refreshTogether();
      },
      // Seen again with the next look.
      () => {},
    );
  }, [fresh, id, parent.id]);
  if (found.isError && !aside)
    return <ErrorState title={sentence(found.error)} onRetry={() => void found.refetch()} />;
  if (!aside) return <Skeleton className="m-4 h-40" />;
  const done = aside.status === 'solved' || aside.status === 'closed';
  const people = aside.participants.filter((one) => !one.pending);
  return (
    <>
      <AsideHead title={aside.subject || t('conversations.noSubject')} onClose={onClose}>
        <Badge tone={statusTone(aside.status)}>{statusName(aside.status)}</Badge>
        {aside.may.change && !done && (
          <IconButton
            label={t('conversations.aside.done')}
            onClick={() => void perform([{ id, act: { ...solve(aside), undo: reopen(aside) } }])}
          >
            <Check size={16} aria-hidden="true" />
          </IconButton>
        )}
      </AsideHead>
      <p className="flex items-center gap-1.5 border-line border-b px-4 py-2 text-12 text-ink2">
        <EyeOff size={13} aria-hidden="true" className="shrink-0" />
        <span dir="auto" className="min-w-0">
          {t('conversations.aside.with', {
            people: people.map(called).join(', '),
            customer: parent.customer.name || (parent.customer.email ?? ''),
          })}
        </span>
      </p>
      <Messages conversation={aside} label={t('conversations.aside.messages')} />
      {aside.may.reply && <AsideComposer aside={aside} />}
    </>
  );
}
