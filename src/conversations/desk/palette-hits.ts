import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { api, type client } from '../../ui/api.ts';
import type { PaletteHit } from '../../ui/slots.ts';
import { t } from '../../ui/words.ts';
import { useSavedViews } from './views/saved.ts';

type Found = Awaited<ReturnType<typeof client.conversations.search>>;

const none: readonly PaletteHit[] = [];

/** Conversations and customers that fit what is typed into the palette; nothing below two letters. */
export function usePaletteHits(text: string): readonly PaletteHit[] {
  const q = useDeferredValue(text.trim());
  const found = useQuery(
    api.conversations.search.queryOptions({
      input: { q, limit: 5 },
      enabled: q.length >= 2,
      placeholderData: (before) => before,
      retry: false,
    }),
  ).data;
  const views = useSavedViews();
  return useMemo(() => {
    if (q.length < 2) return none;
    const named = (views ?? [])
      .filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
      .slice(0, 5);
    const lines = named.map(({ id, name }) => ({
      id: `view/${id}`,
      label: name,
      hint: t('conversations.views.title'),
      to: `/inbox/${id}`,
    }));
    return [...lines, ...(found ? hitsOf(found) : none)];
  }, [found, views, q]);
}

function hitsOf({ customers, items }: Found): readonly PaletteHit[] {
  return [
    ...customers.slice(0, 3).map(({ id, name, email }) => ({
      id: `customer/${id}`,
      label: name || (email ?? ''),
      hint: email ?? '',
      to: `/customers/${id}`,
    })),
    ...items.map((item) => ({
      id: `conversation/${item.id}`,
      label: item.subject || t('conversations.noSubject'),
      hint: `${item.customer.name} · #${item.number}`,
      to: `/inbox/all/${item.number}`,
    })),
  ];
}
