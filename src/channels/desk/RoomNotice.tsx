import { useQuery } from '@tanstack/react-query';
import { HardDrive } from 'lucide-react';
import { api } from '../../ui/api.ts';
import { Banner } from '../../ui/Banner.tsx';
import { t } from '../../ui/words.ts';

/** How often this page asks again while it is open, in milliseconds. */
const AGAIN = 30_000;

/** Says when the server's disk has little room or none, above the mailboxes that will stand still by it. */
export function RoomNotice() {
  const state = useQuery(api.channels.room.queryOptions({ refetchInterval: AGAIN })).data?.state;
  if (!state || state === 'ok') return null;
  return (
    <Banner tone={state === 'full' ? 'bad' : 'warn'} icon={<HardDrive size={14} aria-hidden="true" />}>
      {state === 'full' ? t('channels.room.full') : t('channels.room.low')}
    </Banner>
  );
}
