import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { PanelSection } from '../../../ui/PanelSection.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import type { Acting } from '../act/acting.ts';
import { hintsOf } from '../act/hints.ts';

/** What fixed it, its cause, and how to keep it from coming back; said or changed later, too. */
export function Resolution({ conversation, acting }: { conversation: Conversation; acting: Acting }) {
  const { resolution, status, may } = conversation;
  const solved = status === 'solved' || status === 'closed';
  // Ready for the moment it is solved.
  useQuery({ ...hintsOf(conversation.id), enabled: may.change });
  const parts = [
    { name: t('conversations.resolution.how'), value: resolution?.how },
    { name: t('conversations.resolution.cause'), value: resolution?.cause },
    { name: t('conversations.resolution.why'), value: resolution?.why },
  ].filter(({ value }) => value);
  const tell = () => acting.setPick('solve');
  if (parts.length === 0 && !(status === 'solved' && may.change)) return null;
  return (
    <PanelSection
      title={t('conversations.resolution')}
      action={
        status === 'solved' &&
        may.change &&
        parts.length > 0 && (
          <IconButton size={24} label={t('conversations.resolution.change')} onClick={tell}>
            <Pencil size={13} aria-hidden="true" />
          </IconButton>
        )
      }
    >
      {!solved && parts.length > 0 && (
        <p className="mb-2 text-12 text-ink3">{t('conversations.resolution.before')}</p>
      )}
      {parts.length > 0 ? (
        <dl className="flex flex-col gap-2">
          {parts.map(({ name, value }) => (
            <div key={name}>
              <dt className="text-12 text-ink3">{name}</dt>
              <dd dir="auto" className="whitespace-pre-wrap wrap-anywhere">
                {value}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <Button
          look="quiet"
          icon={<Plus size={12} aria-hidden="true" />}
          className="-ms-1.5 h-6 px-1.5 text-12"
          onClick={tell}
        >
          {t('conversations.resolution.say')}
        </Button>
      )}
    </PanelSection>
  );
}
