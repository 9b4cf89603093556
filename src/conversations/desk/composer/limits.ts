import { useQuery } from '@tanstack/react-query';
import { api, type client } from '../../../ui/api.ts';
import { fileSize, number } from '../../../ui/format.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { type Half, htmlToWords } from './draft-body.ts';

export type Limits = Awaited<ReturnType<typeof client.channels.limits>>[number];

/** What the channel of a conversation can carry; undefined until known, or where none is connected. */
export function useLimits({ channel, inbox }: Conversation): Limits | undefined {
  const all = useQuery(api.channels.limits.queryOptions({ staleTime: 5 * 60_000 })).data;
  const fitting = all?.filter(({ type }) => type === channel);
  return fitting?.find(({ inboxId }) => inboxId === inbox.id) ?? fitting?.[0];
}

/** Why this is more than the channel can carry, in words; null if it is not. */
export function beyond(limits: Limits | undefined, half: Half): string | null {
  if (!limits) return null;
  const { files, text } = limits;
  const size = half.files.reduce((sum, file) => sum + file.size, 0);
  if (half.files.length > 0 && !files) return t('conversations.limits.noFiles');
  if (files && half.files.length > files.perMessage)
    return t('conversations.limits.manyFiles', { max: number(files.perMessage) });
  if (files && size > files.max)
    return t('conversations.limits.largeFiles', { size: fileSize(size), max: fileSize(files.max) });
  const words = text.rich === 'html' ? half.html : htmlToWords(half.html);
  const long = text.unit === 'bytes' ? new TextEncoder().encode(words).length : words.length;
  return long > text.max ? t('conversations.limits.long', { over: number(long - text.max) }) : null;
}
