import { useQuery } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import { fileSize, number } from '../../../ui/format.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import type { Half } from './draft-body.ts';
import { excessOf, type Limits } from './excess.ts';

/** What the channel of a conversation can carry; undefined until known, or where none is connected. */
export function useLimits({ channel, inbox }: Conversation): Limits | undefined {
  const all = useQuery(api.channels.limits.queryOptions({ staleTime: 5 * 60_000 })).data;
  const fitting = all?.filter(({ type }) => type === channel);
  return fitting?.find(({ inboxId }) => inboxId === inbox.id) ?? fitting?.[0];
}

/** Why this is more than the channel can carry, in words; null if it is not. */
export function beyond(limits: Limits | undefined, half: Half): string | null {
  const excess = excessOf(limits, half);
  switch (excess?.is) {
    case 'noFiles':
      return t('conversations.limits.noFiles');
    case 'manyFiles':
      return t('conversations.limits.manyFiles', { max: number(excess.max) });
    case 'largeFiles':
      return t('conversations.limits.largeFiles', { size: fileSize(excess.size), max: fileSize(excess.max) });
    case 'long':
      return t('conversations.limits.long', { over: number(excess.over) });
    default:
      return null;
  }
}
