import type { Row } from '../../ui/slots.ts';
import { t, type WordId } from '../../ui/words.ts';
import type { ViewName } from './caches.ts';

const views: Record<ViewName, WordId> = {
  open: 'conversations.view.open',
  mine: 'conversations.view.mine',
  unassigned: 'conversations.view.unassigned',
  waiting: 'conversations.view.waiting',
  snoozed: 'conversations.view.snoozed',
  solved: 'conversations.view.solved',
  spam: 'conversations.view.spam',
  bin: 'conversations.view.bin',
  all: 'conversations.view.all',
};

/** Whether an address names a view. */
export const isView = (name: string | undefined): name is ViewName =>
  name !== undefined && Object.hasOwn(views, name);

/** A view's name for people. */
export const viewTitle = (view: ViewName): string => t(views[view]);

const channels: Record<string, WordId> = {
  email: 'conversations.channel.email',
  api: 'conversations.channel.api',
};

/** A channel's name for people; an unknown one is called by its id. */
export function channelName(channel: string): string {
  const id = channels[channel];
  return id ? t(id) : channel;
}

const statuses: Record<Row['status'], { id: WordId; tone: 'good' | 'plain' | 'warn' | 'accent' }> = {
  new: { id: 'conversations.status.new', tone: 'accent' },
  open: { id: 'conversations.status.open', tone: 'good' },
  waiting: { id: 'conversations.status.waiting', tone: 'plain' },
  held: { id: 'conversations.status.held', tone: 'warn' },
  solved: { id: 'conversations.status.solved', tone: 'plain' },
  closed: { id: 'conversations.status.closed', tone: 'plain' },
};

/** A status in the words of people. */
export const statusName = (status: Row['status']): string => t(statuses[status].id);

/** The tone its badge has. */
export const statusTone = (status: Row['status']) => statuses[status].tone;

const priorities: readonly WordId[] = [
  'conversations.priority.low',
  'conversations.priority.normal',
  'conversations.priority.high',
  'conversations.priority.urgent',
];

/** A priority (0 to 3) in words. */
export const priorityName = (priority: number): string =>
  t(priorities[priority] ?? 'conversations.priority.normal');
