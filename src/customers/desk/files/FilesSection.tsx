import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../../ui/api.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { FileTile } from './FileTile.tsx';

/** How many stand beside a conversation; the rest is on the customer's own screen. */
const FEW = 4;

/** The newest files that came or went with this customer, whichever conversation they belong to. */
export default function FilesSection({ conversation }: { conversation: Conversation }) {
  const { id } = conversation.customer;
  const found = useQuery(
    api.conversations.customerFiles.queryOptions({ input: { customerId: id, limit: FEW + 1 } }),
  ).data?.items;
  if (!found || found.length === 0) return null;
  return (
    <div>
      <ul aria-label={t('customers.files')} className="grid grid-cols-2 gap-2">
        {found.slice(0, FEW).map((file) => (
          <li key={file.id} className="min-w-0">
            <FileTile file={file} />
          </li>
        ))}
      </ul>
      {found.length > FEW && (
        <Link
          to="/customers/$id"
          params={{ id }}
          hash="files"
          className="mt-2 inline-flex min-h-6 items-center text-12"
        >
          {t('customers.allFiles')}
        </Link>
      )}
    </div>
  );
}
