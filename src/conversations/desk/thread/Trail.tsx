import { Activity, Check, Clock, type LucideIcon, RotateCcw, UserRoundPlus } from 'lucide-react';
import { memo } from 'react';
import { useNow } from '../../../ui/clock.ts';
import { shortTime } from '../../../ui/format.ts';
import { t, type WordId } from '../../../ui/words.ts';
import { priorityName, statusName } from '../names.ts';
import { useMe } from '../people.ts';
import { Ago } from './Ago.tsx';
import type { Message } from './Messages.tsx';

/** The icons the head has too; everything else happened with the common one. */
const icons: Record<string, LucideIcon> = {
  'conversation.assigned': UserRoundPlus,
  'conversation.solved': Check,
  'conversation.closed': Check,
  'conversation.reopened': RotateCcw,
  'conversation.restored': RotateCcw,
  'conversation.snoozed': Clock,
  'conversation.woken': Clock,
};

/** A line of what happened between two messages: "Ravi assigned this to Dana · 3h ago". */
export const Trail = memo(function Trail({ message }: { message: Message }) {
  const sentence = useSentence(message);
  if (!sentence) return null;
  const Icon = icons[message.event?.kind ?? ''] ?? Activity;
  return (
    <div className="flex items-start gap-2 ps-9.5 text-12 text-ink3 pair:pe-9.5">
      <Icon size={13} aria-hidden="true" className="mt-px shrink-0" />
      <span dir="auto">
        {sentence} · <Ago at={message.at} />
      </span>
    </div>
  );
});

/** What happened, in words; null for a kind this desk does not know yet. */
function useSentence({ author, event, delivery }: Message): string | null {
  const me = useMe();
  const now = useNow();
  const who =
    author.kind === 'agent' ? (author.id === me?.id ? t('conversations.trail.byYou') : author.name) : '';
  if (delivery === 'cancelled') return t('conversations.trail.takenBack', { who });
  const data = event?.data ?? {};
  // Events hold ids only; the names they have today come beside them.
  const names = (data.names ?? {}) as Record<string, string>;
  const nameOf = (id: unknown) => (typeof id === 'string' ? names[id] || undefined : undefined);
  const by = { who, by: who ? 'agent' : 'system' };
  const word = (key: string) => (typeof data[key] === 'string' ? (data[key] as string) : '');
  const list = (ids: unknown) =>
    (Array.isArray(ids) ? ids : []).flatMap((id) => nameOf(id) ?? []).join(', ') ||
    t('conversations.trail.another');
  switch (event?.kind) {
    case 'conversation.assigned':
      return assigned(data, { who, me: me?.id, author: author.id, nameOf });
    case 'conversation.status':
      return t('conversations.trail.status', { ...by, status: statusName(word('to') as 'open') });
    case 'conversation.solved':
      return t('conversations.trail.solved', by);
    case 'conversation.closed':
      return t('conversations.trail.closed');
    case 'conversation.reopened':
      return t('conversations.trail.reopened', { ...by, why: word('why') || 'other' });
    case 'conversation.snoozed': {
      const until = new Date(String(data.until));
      if (Number.isNaN(until.getTime())) return null;
      return t(data.answer ? 'conversations.trail.snoozedForAnswer' : 'conversations.trail.snoozed', {
        ...by,
        time: shortTime(until, now),
      });
    }
    case 'conversation.woken':
      return t('conversations.trail.woken', {
        ...by,
        why: word('why') || 'other',
      });
    case 'conversation.scheduled':
    case 'conversation.rescheduled':
      return t(
        `conversations.trail.${event.kind === 'conversation.scheduled' ? 'scheduled' : 'rescheduled'}`,
        {
          ...by,
          time: shortTime(new Date(word('at')), now),
        },
      );
    case 'conversation.unscheduled':
      return t('conversations.trail.unscheduled', { ...by, why: word('why') || 'other' });
    case 'conversation.checklist': {
      const item = { ...by, item: nameOf(data.itemId) ?? t('conversations.trail.anItem') };
      if (word('act') === 'assigned' && data.agentId) {
        const whom = data.agentId === me?.id ? t('conversations.trail.toYou') : (nameOf(data.agentId) ?? '');
        return t('conversations.trail.itemAssigned', { ...item, whom });
      }
      const act = word('act');
      return act === 'changed' || act === 'assigned' ? null : t('conversations.trail.item', { ...item, act });
    }
    case 'conversation.handed': {
      const whom = data.agentId === me?.id ? t('conversations.trail.toYou') : (nameOf(data.agentId) ?? '');
      return t('conversations.trail.handed', { ...by, whom });
    }
    case 'conversation.subject':
      return t('conversations.trail.subject', by);
    case 'conversation.kind':
      return t('conversations.trail.kind', { ...by, kind: word('to') });
    case 'conversation.priority':
      return t('conversations.trail.priority', { ...by, priority: priorityName(Number(data.to)) });
    case 'conversation.moved':
      return t('conversations.trail.moved', {
        ...by,
        inbox: nameOf(data.toInboxId) ?? t('conversations.trail.otherInbox'),
      });
    case 'conversation.fields':
      return t('conversations.trail.fields', by);
    case 'conversation.tagged':
      return tagged(data, by, nameOf);
    case 'conversation.spam':
      return t('conversations.trail.spam', { ...by, blocked: String(data.blocked === true) });
    case 'conversation.binned':
      return t('conversations.trail.binned', by);
    case 'conversation.restored':
      return t('conversations.trail.restored', by);
    case 'conversation.participant':
      return t('conversations.trail.participant', { ...by, accepted: String(data.accepted === true) });
    case 'conversation.feedback':
      return t('conversations.trail.feedback', {
        settled: String(data.settled === true),
        rating: Number(data.rating ?? 0),
      });
    case 'conversation.merged':
      return t('conversations.trail.merged', { ...by, numbers: list(data.sourceIds) });
    case 'conversation.merged-into':
    case 'conversation.unmerged-from':
    case 'conversation.unmerged':
    case 'conversation.split':
    case 'conversation.split-off':
    case 'conversation.linked':
    case 'conversation.unlinked':
      return t(`conversations.trail.${kindWord(event.kind)}` as WordId, {
        ...by,
        number: list([data.targetId ?? data.sourceId ?? data.toId ?? data.fromId ?? data.otherId]),
      });
    case 'conversation.aside':
      return t('conversations.trail.aside', by);
    case 'conversation.aside-answered':
      return t('conversations.trail.asideAnswered');
    case 'conversation.flooded':
      return t('conversations.trail.flooded');
    default:
      return null;
  }
}

const kindWord = (kind: string) => kind.slice('conversation.'.length);

type Data = Record<string, unknown>;
type NameOf = (id: unknown) => string | undefined;
type Who = { who: string; me: string | undefined; author: string | null; nameOf: NameOf };

function assigned(data: Data, { who, me, author, nameOf }: Who): string | null {
  const by = who ? 'agent' : 'system';
  const { agentId, teamId, fromAgentId, fromTeamId } = data;
  if (agentId !== fromAgentId) {
    if (!agentId) return t('conversations.trail.unassigned', { who, by });
    if (agentId === author) return t('conversations.trail.took', { who });
    const whom = agentId === me ? t('conversations.trail.toYou') : (nameOf(agentId) ?? '');
    return t('conversations.trail.assigned', { who, by, whom });
  }
  if (teamId !== fromTeamId && teamId)
    return t('conversations.trail.assigned', { who, by, whom: nameOf(teamId) ?? '' });
  return t('conversations.trail.noTeam', { who, by });
}

function tagged(data: Data, by: { who: string; by: string }, nameOf: NameOf): string | null {
  const names = (ids: unknown) => (Array.isArray(ids) ? ids.flatMap((id) => nameOf(id) ?? []) : []);
  const added = names(data.added);
  const removed = names(data.removed);
  if (added.length > 0)
    return t('conversations.trail.tagged', { ...by, tags: added.join(', '), count: added.length });
  if (removed.length > 0)
    return t('conversations.trail.untagged', { ...by, tags: removed.join(', '), count: removed.length });
  return t('conversations.trail.tagsChanged', by);
}
