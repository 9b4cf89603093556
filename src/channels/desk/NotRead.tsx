import { useInfiniteQuery } from '@tanstack/react-query';
import { api, client } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { ago } from '../../ui/format.ts';
import { Card, Line, Lines } from '../../ui/Page.tsx';
import { heard } from '../../ui/said.ts';
import { t } from '../../ui/words.ts';
import { useChannelWrite } from './write.ts';

/** What came in and became no message. Draws nothing while there is none: most companies never see it. */
export function NotRead() {
  const now = useNow();
  const pages = useInfiniteQuery(
    api.channels.notRead.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 20, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const read = useChannelWrite(client.channels.readAgain);
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <Card
      flush
      title={t('channels.notRead.title')}
      lead={t('channels.notRead.lead')}
      foot={
        pages.hasNextPage && (
          <div className="border-line border-t p-3 text-center">
            <Button size={36} busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('channels.more.show')}
            </Button>
          </div>
        )
      }
    >
      <Lines label={t('channels.notRead.title')}>
        {items.map((item) => (
          <Line
            key={item.id}
            title={<bdi>{item.from ?? t('channels.notRead.noSender')}</bdi>}
            detail={
              <>
                {t(`channels.notRead.${item.state}`)}
                {' · '}
                <bdi>{item.channel.address}</bdi>
                {` · ${t('channels.ago', { time: ago(item.receivedAt, now) })}`}
                {item.note && <span className="mt-0.5 block">{heard(item.note)}</span>}
                <a
                  href={`/api/channels/not-read/${item.id}/raw`}
                  download
                  className="mt-0.5 inline-block text-accent hover:underline"
                >
                  {t('channels.notRead.original')}
                </a>
              </>
            }
            end={
              // One that could not be read has a conversation already, with the original attached.
              item.state !== 'unreadable' && (
                <Button
                  size={36}
                  busy={read.isPending && read.variables?.id === item.id}
                  onClick={() => read.mutate({ id: item.id })}
                >
                  {t(item.state === 'ignored' ? 'channels.notRead.anyway' : 'channels.notRead.again')}
                </Button>
              )
            }
          />
        ))}
      </Lines>
    </Card>
  );
}
