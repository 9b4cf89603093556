import { Check, Eye } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import { useNow, useTold } from '../../ui/clock.ts';
import { cx } from '../../ui/cx.ts';
import { fullTime, shortAgo } from '../../ui/format.ts';
import { Pill } from '../../ui/Pill.tsx';
import { t } from '../../ui/words.ts';
import { ChannelIcon } from './channel-icons.tsx';

export type RowProps = {
  customer: { id: string; name: string };
  channel: string;
  channelName: string;
  subject: string;
  preview: string;
  lastMessageAt: Date;
  /** When an answer is promised, and since when that clock runs. */
  clock?: { due: Date; started: Date } | null;
  /** Nobody has taken it up yet. */
  unread?: boolean;
  /** The conversation is open beside the list, or the keyboard stands on it. */
  current?: boolean;
  selected?: boolean;
  /** What colleagues write here now, in words. */
  writing?: string;
  /** Names of colleagues who look at it now. */
  viewing?: readonly string[];
  /** What other rooms put at the end of the row. */
  badges?: ReactNode;
  /** 56 px: no preview. */
  dense?: boolean;
};

/** One conversation in a list: who, about what, and by when. 84 px high, or 56 without the preview. */
export function ConversationRow(props: RowProps) {
  const { customer, channel, channelName, subject, preview, lastMessageAt, clock, unread, current, dense } =
    props;
  const viewing = props.viewing?.join(', ');
  return (
    <div
      className={cx(
        'group/row mx-2 flex h-full gap-2.5 rounded-menu px-3',
        dense ? 'items-center' : 'pt-2.5',
        current || props.selected ? 'bg-accent-soft' : 'hover:bg-raise/60',
      )}
    >
      <Chooser selected={props.selected}>
        <Avatar id={customer.id} name={customer.name} />
      </Chooser>
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-1.5">
          <span dir="auto" className={cx('truncate', unread ? 'font-semibold' : 'font-medium')}>
            {customer.name}
          </span>
          <ChannelIcon channel={channel} label={channelName} />
          <Since at={lastMessageAt} />
          {dense && <Marks clock={clock} unread={unread} />}
        </div>
        <div dir="auto" className={cx('truncate', unread && 'font-medium')}>
          {subject || t('conversations.noSubject')}
        </div>
        {!dense && (
          <div className="flex items-center gap-2 text-12 text-ink2">
            {props.writing ? (
              <span className="min-w-0 flex-1 truncate text-accent-ink">{props.writing}</span>
            ) : (
              <span dir="auto" className="min-w-0 flex-1 truncate">
                {preview}
              </span>
            )}
            {viewing && (
              <span
                role="img"
                aria-label={t('conversations.lookingHere', {
                  names: viewing,
                  count: props.viewing?.length ?? 0,
                })}
                title={viewing}
                className="shrink-0 text-ink3"
              >
                <Eye size={14} aria-hidden="true" />
              </span>
            )}
            {props.badges}
            <Marks clock={clock} unread={unread} />
          </div>
        )}
      </div>
    </div>
  );
}

/** The avatar, and in its place under the mouse a box to select the row by; the keyboard has x for that. */
function Chooser({ selected, children }: { selected: boolean | undefined; children: ReactNode }) {
  return (
    <span data-select className="relative size-7 shrink-0">
      {children}
      <span
        aria-hidden="true"
        className={cx(
          'absolute inset-0 grid place-items-center rounded-full border',
          selected
            ? 'border-accent bg-accent text-on-accent'
            : 'border-line-strong bg-panel text-transparent opacity-0 group-hover/row:opacity-100 pointer-coarse:hidden',
        )}
      >
        <Check size={15} strokeWidth={3} />
      </span>
    </span>
  );
}

/** How long ago it was; moves on by itself, without the row. */
function Since({ at }: { at: Date }) {
  const since = useTold((now) => shortAgo(at, now));
  return (
    <time
      dateTime={at.toISOString()}
      title={fullTime(at)}
      className="tabular ms-auto shrink-0 text-11 text-ink3"
    >
      {since}
    </time>
  );
}

function Clock({ due, started }: NonNullable<RowProps['clock']>) {
  return <Pill due={due} started={started} now={useNow()} />;
}

function Marks({ clock, unread }: Pick<RowProps, 'clock' | 'unread'>) {
  return (
    <>
      {clock && <Clock {...clock} />}
      {unread && (
        <span
          role="img"
          aria-label={t('conversations.status.new')}
          className="size-1.5 shrink-0 rounded-full bg-accent"
        />
      )}
    </>
  );
}
