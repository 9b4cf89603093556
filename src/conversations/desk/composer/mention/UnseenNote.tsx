import { useQuery } from '@tanstack/react-query';
import { EyeOff } from 'lucide-react';
import { Banner } from '../../../../ui/Banner.tsx';
import { t } from '../../../../ui/words.ts';
import { colleaguesOf } from './colleagues.ts';

const named = /data-mention="([0-9a-f-]{36})"/g;

/** Says before a note is added that somebody it names will not hear of it. */
export function UnseenNote({ conversation, html }: { conversation: string; html: string }) {
  const ids = [...html.matchAll(named)].map((match) => match[1]);
  const { data } = useQuery({ ...colleaguesOf(conversation), enabled: ids.length > 0 });
  const unseen = (data?.agents ?? []).filter((one) => !one.sees && ids.includes(one.id));
  if (unseen.length === 0) return null;
  const names = unseen.map((one) => one.name).join(', ');
  return (
    <Banner tone="warn" icon={<EyeOff size={14} aria-hidden="true" />}>
      {t('conversations.mention.warning', { names, count: unseen.length })}
    </Banner>
  );
}
