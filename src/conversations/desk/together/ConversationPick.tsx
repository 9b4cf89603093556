import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { PickList } from '../../../ui/PickList.tsx';
import type { Row } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { statusName } from '../names.ts';

type Props = { row: Row; label: string; onPick: (row: Row) => void };

/** Chooses another conversation: those of the same customer first, then whatever is searched for. */
export function ConversationPick({ row, label, onPick }: Props) {
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const own = useQuery(
    api.conversations.list.queryOptions({ input: { view: 'all', customerId: row.customer.id, limit: 10 } }),
  ).data;
  const found = useQuery(
    api.conversations.search.queryOptions({
      input: { q, limit: 10 },
      enabled: q.length > 0,
      placeholderData: (before) => before,
      retry: false,
    }),
  ).data;
  const rows: readonly Row[] = (q ? found?.items : own?.items) ?? [];
  const shown = rows.filter((one) => one.id !== row.id && one.place === 'inbox');
  return (
    <div className="rounded-menu border border-line bg-panel">
      <PickList
        label={label}
        onSearch={setText}
        hint={t('conversations.together.pickHint')}
        picks={shown.map((one) => ({
          id: one.id,
          label: one.subject || t('conversations.noSubject'),
          hint: `#${one.number} · ${one.customer.name || one.customer.email} · ${statusName(one.status)}`,
        }))}
        onPick={(id) => {
          const picked = shown.find((one) => one.id === id);
          if (picked) onPick(picked);
        }}
      />
    </div>
  );
}
