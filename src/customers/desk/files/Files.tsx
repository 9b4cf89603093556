import { useInfiniteQuery } from '@tanstack/react-query';
import { Files as FilesIcon } from 'lucide-react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { fileSize, shortAgo } from '../../../ui/format.ts';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { t } from '../../../ui/words.ts';
import { FileTile } from './FileTile.tsx';

/** Every file that came or went with a customer, the newest first. */
export default function Files({ customerId }: { customerId: string }) {
  const now = useNow();
  const pages = useInfiniteQuery(
    api.conversations.customerFiles.infiniteOptions({
      input: (cursor: string | undefined) => ({ customerId, limit: 48, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const files = pages.data?.pages.flatMap((page) => page.items);
  if (pages.isError && !files)
    return <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />;
  if (!files) return <Skeleton className="h-40 rounded-surface" />;
  if (files.length === 0)
    return (
      <EmptyState icon={<FilesIcon size={20} aria-hidden="true" />} title={t('customers.noFiles')}>
        {t('customers.noFilesBody')}
      </EmptyState>
    );
  return (
    <>
      <ul
        aria-label={t('customers.files')}
        className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3"
      >
        {files.map((file) => (
          <li key={file.id} className="min-w-0">
            <FileTile file={file} caption={`${fileSize(file.size)} · ${shortAgo(file.at, now)}`} />
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button
          className="mx-auto mt-4 flex"
          busy={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('customers.more')}
        </Button>
      )}
    </>
  );
}
