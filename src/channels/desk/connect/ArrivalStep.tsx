import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { api } from '../../../ui/api.ts';
import { CopyField } from '../../../ui/CopyField.tsx';
import { heard } from '../../../ui/said.ts';
import type { Row } from '../../../ui/slots.ts';
import { T } from '../../../ui/T.tsx';
import { t } from '../../../ui/words.ts';
import type { Channel } from '../states.ts';

/** Milliseconds between looks while waiting; events make it faster, this makes it certain. */
const LOOK = 4_000;

const way =
  'inline-flex h-9 items-center rounded-control px-3.5 font-medium no-underline border border-line bg-panel text-ink hover:bg-raise';

/** Connected: waits with the person for the first mail, and turns green when it is there. */
export function ArrivalStep({ channel: connected }: { channel: Channel }) {
  const { id, address, inbox, forwardTo } = connected;
  // Old mail that is brought in is older than the connection; only what came after it counts.
  const arrivedIn = (row: Row | undefined) => row !== undefined && row.lastMessageAt >= connected.stateSince;
  const now = useQuery(api.channels.get.queryOptions({ input: { id }, refetchInterval: LOOK })).data;
  const newest = useQuery(
    api.conversations.list.queryOptions({
      input: { view: 'all', inboxId: inbox.id, limit: 1 },
      refetchInterval: (query) => (arrivedIn(query.state.data?.items[0]) ? false : LOOK),
    }),
  ).data?.items[0];
  const arrived = arrivedIn(newest) ? newest : undefined;
  const channel = now ?? connected;
  const ill = channel.state === 'degraded' || channel.state === 'reauth' || channel.state === 'down';
  const reached = channel.state === 'ok' || Boolean(arrived);
  return (
    <div className="flex flex-col gap-4">
      <Wait done={reached}>
        {ill ? (
          <span className="text-bad">{heard(channel.stateDetail)}</span>
        ) : (
          t(reached ? 'channels.arrival.reached' : 'channels.arrival.reaching', { address })
        )}
      </Wait>
      {forwardTo && (
        <p className="rounded-control bg-raise px-3 py-2.5">
          <T
            id="channels.arrival.forward"
            values={{ address, host: location.hostname, port: String(forwardTo.smtpPort) }}
            components={{ b: <b className="font-semibold" /> }}
          />
        </p>
      )}
      <Wait done={Boolean(arrived)}>
        <span role="status" className="block">
          {arrived ? (
            <T
              id="channels.arrival.came"
              values={{ name: arrived.customer.name, subject: arrived.subject }}
              components={{ b: <b dir="auto" className="font-semibold" /> }}
            />
          ) : (
            t('channels.arrival.wait')
          )}
        </span>
      </Wait>
      {!arrived && <CopyField text={address} label={t('channels.address')} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Link to="/settings/$" params={{ _splat: 'people' }} className={way}>
          {t('channels.arrival.invite')}
        </Link>
        {arrived ? (
          <Link
            to="/inbox/$view/$number"
            params={{ view: 'open', number: String(arrived.number) }}
            className="inline-flex h-9 items-center rounded-control bg-accent px-3.5 font-semibold text-on-accent no-underline hover:bg-accent-strong"
          >
            {t('channels.arrival.open')}
          </Link>
        ) : (
          <Link to="/settings/$" params={{ _splat: 'mailboxes' }} className={way}>
            {t('channels.arrival.later')}
          </Link>
        )}
      </div>
    </div>
  );
}

function Wait({ done, children }: { done: boolean; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2.5">
      {done ? (
        <CircleCheck size={18} aria-hidden="true" className="mt-px shrink-0 text-good" />
      ) : (
        <LoaderCircle size={18} aria-hidden="true" className="mt-px shrink-0 animate-spin text-ink3" />
      )}
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
