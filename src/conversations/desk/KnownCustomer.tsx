import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../ui/words.ts';
import { isAddress } from './composer/addresses.ts';

/** Says when there is an open conversation with this person already: one might answer there instead. */
export function KnownCustomer({ address }: { address: string | undefined }) {
  const q = address && isAddress(address) ? address : '';
  const found = useQuery(
    api.customers.list.queryOptions({ input: { q, limit: 2 }, enabled: q !== '' }),
  ).data?.items.find(({ email }) => email?.toLowerCase() === q.toLowerCase());
  const open = useQuery(
    api.conversations.list.queryOptions({
      input: { view: 'open', customerId: found?.id, limit: 1 },
      enabled: found !== undefined,
    }),
  ).data?.items[0];
  const navigate = useNavigate();
  if (!found || !open) return null;
  return (
    <p className="mx-auto mt-3 flex max-w-180 flex-wrap items-center gap-2 px-4 text-ink2">
      {t('conversations.start.open', { name: found.name || q, subject: open.subject })}
      <Button
        look="quiet"
        onClick={() =>
          void navigate({ to: '/inbox/$view/$number', params: { view: 'all', number: String(open.number) } })
        }
      >
        {t('conversations.start.look')}
      </Button>
    </p>
  );
}
