import { ArrowDown, ArrowUp, CalendarClock, Ellipsis, Trash2, UserMinus, UserRoundPlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { useNow } from '../../../ui/clock.ts';
import { cx } from '../../../ui/cx.ts';
import { fullTime, shortTime } from '../../../ui/format.ts';
import { Hanging } from '../../../ui/Hanging.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { PanelSection } from '../../../ui/PanelSection.tsx';
import { PickList } from '../../../ui/PickList.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { snoozeTimes } from '../act/snooze-times.ts';
import { type Me, useAgents, useMe } from '../people.ts';
import { WhenPick } from '../when/WhenPick.tsx';
import { AddItem } from './AddItem.tsx';
import { changeItem, type Item, removeItem, useChecklist } from './checklist.ts';

/**
 * What is to be done in a conversation, by whom and until when: ticked, added and handed over in place. Most
 * conversations have none and show nothing; `begun` opens an empty one.
 */
export function Checklist({ conversation, begun }: { conversation: Conversation; begun: boolean }) {
  const items = useChecklist(conversation.id);
  const me = useMe();
  const may = conversation.may.note;
  if (!me || !items || (items.length === 0 && !(may && begun))) return null;
  const done = items.filter((item) => item.done).length;
  return (
    <PanelSection
      title={t('conversations.checklist.title')}
      action={
        items.length > 0 && (
          <span className="tabular text-12 text-ink3">
            {t('conversations.checklist.progress', { done, total: items.length })}
          </span>
        )
      }
    >
      {items.length > 0 && (
        <>
          <span
            role="progressbar"
            aria-label={t('conversations.checklist.title')}
            aria-valuenow={done}
            aria-valuemax={items.length}
            className="mb-2 block h-1 overflow-hidden rounded-full bg-ink/8"
          >
            <span
              style={{ width: `${(100 * done) / items.length}%` }}
              className={cx('block h-full', done === items.length ? 'bg-good' : 'bg-accent')}
            />
          </span>
          <ul className="-mx-1.5 mb-1 flex flex-col">
            {items.map((item, place) => (
              <ItemLine
                key={item.id}
                {...{ conversation, item, me, may }}
                before={items.slice(0, place)}
                after={items.slice(place + 1)}
              />
            ))}
          </ul>
        </>
      )}
      {may && <AddItem conversation={conversation} focus={begun && items.length === 0} />}
    </PanelSection>
  );
}

type LineProps = {
  conversation: Conversation;
  item: Item;
  me: Me;
  may: boolean;
  before: readonly Item[];
  after: readonly Item[];
};

function ItemLine({ conversation, item, me, may, before, after }: LineProps) {
  const now = useNow();
  const [asking, setAsking] = useState<'who' | 'when' | null>(null);
  const line = useRef<HTMLLIElement>(null);
  const change = (to: Parameters<typeof changeItem>[3]) => void changeItem(conversation, item, me, to);
  const between = (one?: Item, other?: Item) =>
    one && other ? (one.position + other.position) / 2 : one ? one.position + 1 : (other?.position ?? 1) - 1;
  const over = item.dueAt && !item.done && item.dueAt < now;
  const menu: MenuItem[] = [
    {
      label: t('conversations.checklist.assign'),
      icon: <UserRoundPlus size={15} aria-hidden="true" />,
      onSelect: () => setTimeout(() => setAsking('who')),
    },
    {
      label: t('conversations.checklist.due'),
      icon: <CalendarClock size={15} aria-hidden="true" />,
      onSelect: () => setTimeout(() => setAsking('when')),
    },
    ...(before.length > 0
      ? [
          {
            label: t('conversations.checklist.up'),
            icon: <ArrowUp size={15} aria-hidden="true" />,
            onSelect: () => change({ position: between(before.at(-2), before.at(-1)) }),
          },
        ]
      : []),
    ...(after.length > 0
      ? [
          {
            label: t('conversations.checklist.down'),
            icon: <ArrowDown size={15} aria-hidden="true" />,
            onSelect: () => change({ position: between(after[0], after[1]) }),
          },
        ]
      : []),
    'line',
    {
      label: t('conversations.checklist.remove'),
      icon: <Trash2 size={15} aria-hidden="true" />,
      danger: true,
      onSelect: () => void removeItem(conversation, item),
    },
  ];
  return (
    <li
      ref={line}
      className="group/item flex items-start gap-1.5 rounded-control px-1.5 py-0.5 hover:bg-raise"
    >
      <Checkbox
        hideLabel
        label={item.text}
        checked={item.done !== null}
        disabled={!may}
        onChange={(done) => change({ done })}
        className="pointer-coarse:min-h-9"
      />
      <span className="min-w-0 flex-1 py-0.5">
        <span dir="auto" className={cx('block wrap-anywhere', item.done && 'text-ink3 line-through')}>
          {item.text}
        </span>
        {item.dueAt && (
          <span
            title={fullTime(item.dueAt)}
            className={cx('block text-11', over ? 'font-medium text-bad' : 'text-ink3')}
          >
            {t(over ? 'conversations.checklist.overdue' : 'conversations.checklist.dueAt', {
              time: shortTime(item.dueAt, now),
            })}
          </span>
        )}
      </span>
      {item.assignee && (
        <span title={item.assignee.name} role="img" aria-label={item.assignee.name} className="mt-0.5">
          <Avatar id={item.assignee.id} name={item.assignee.name} size={20} />
        </span>
      )}
      {may && (
        <Menu
          items={menu}
          trigger={
            <IconButton size={24} label={t('conversations.checklist.more', { item: item.text.slice(0, 40) })}>
              <Ellipsis size={14} aria-hidden="true" />
            </IconButton>
          }
        />
      )}
      {asking && (
        <Hanging
          anchor={line.current}
          label={t(asking === 'who' ? 'conversations.checklist.assign' : 'conversations.checklist.due')}
          onClose={() => setAsking(null)}
          className={asking === 'who' ? 'w-64' : 'w-80'}
        >
          {asking === 'who' ? (
            <Who
              item={item}
              onPick={(assignee) => {
                setAsking(null);
                change({ assignee });
              }}
            />
          ) : (
            <WhenPick
              label={t('conversations.checklist.due')}
              presets={snoozeTimes(now).map(({ id, at }) => ({ id, label: t(id), at }))}
              more={() => (item.dueAt ? [{ id: 'none', label: t('conversations.checklist.noDue') }] : [])}
              onMore={() => {
                setAsking(null);
                change({ dueAt: null });
              }}
              onPick={(dueAt) => {
                setAsking(null);
                change({ dueAt });
              }}
            />
          )}
        </Hanging>
      )}
    </li>
  );
}

type WhoProps = { item: Item; onPick: (agent: { id: string; name: string } | null) => void };

function Who({ item, onPick }: WhoProps) {
  const me = useMe();
  const agents = useAgents()
    .filter((agent) => agent.active)
    .toSorted((a, b) => Number(b.id === me?.id) - Number(a.id === me?.id));
  return (
    <PickList
      label={t('conversations.checklist.assign')}
      picks={[
        ...agents.map((agent) => ({
          id: agent.id,
          label: agent.name,
          icon: <Avatar id={agent.id} name={agent.name} size={20} />,
          checked: agent.id === item.assignee?.id,
        })),
        {
          id: 'nobody',
          label: t('conversations.side.nobody'),
          icon: <UserMinus size={16} aria-hidden="true" className="mx-0.5 text-ink3" />,
        },
      ]}
      onPick={(id) => onPick(agents.find((agent) => agent.id === id) ?? null)}
    />
  );
}
