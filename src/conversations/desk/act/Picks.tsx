import { useQuery } from '@tanstack/react-query';
import { Ban, ShieldAlert, UserMinus } from 'lucide-react';
import { Avatar } from '../../../ui/Avatar.tsx';
import { api } from '../../../ui/api.ts';
import { Hanging } from '../../../ui/Hanging.tsx';
import { type Pick, PickList } from '../../../ui/PickList.tsx';
import { t } from '../../../ui/words.ts';
import { priorityName } from '../names.ts';
import { useAgents, useInboxes, useMe, useTeams } from '../people.ts';
import type { Acting, PickName } from './acting.ts';
import * as acts from './acts.ts';
import { SnoozePick } from './SnoozePick.tsx';
import { SolvePick } from './SolvePick.tsx';
import { SubjectPick } from './SubjectPick.tsx';

type Props = { acting: Acting; anchor: Element | null };

const questions: Record<PickName, (props: { acting: Acting }) => React.ReactNode> = {
  assign: AssignPick,
  snooze: SnoozePick,
  priority: PriorityPick,
  tag: TagPick,
  solve: SolvePick,
  move: MovePick,
  subject: SubjectPick,
  spam: SpamPick,
};

/** The question an act asks first, hanging on where acts are. Loaded when the first is asked. */
export default function Picks({ acting, anchor }: Props) {
  const { pick, setPick } = acting;
  if (!pick) return null;
  const Question = questions[pick];
  return (
    <Hanging
      anchor={anchor}
      label={t(`conversations.pick.${pick}`)}
      onClose={() => setPick(null)}
      className={pick === 'solve' || pick === 'subject' ? 'w-90' : pick === 'snooze' ? 'w-80' : 'w-64'}
    >
      <Question acting={acting} />
    </Hanging>
  );
}

/** What all targets have alike, or undefined. */
function common<V>(acting: Acting, of: (row: Acting['targets'][number]) => V): V | undefined {
  const first = acting.targets[0] && of(acting.targets[0]);
  return acting.targets.every((row) => of(row) === first) ? first : undefined;
}

const NOBODY = 'nobody';

function AssignPick({ acting }: { acting: Acting }) {
  const me = useMe();
  const agents = useAgents().filter((agent) => agent.active && agent.role !== 'light');
  const teams = useTeams();
  const now = {
    agent: common(acting, (row) => row.assignee?.id),
    team: common(acting, (row) => row.team?.id),
  };
  const sorted = agents.toSorted((a, b) => Number(b.id === me?.id) - Number(a.id === me?.id));
  const picks: Pick[] = [
    ...sorted.map((agent) => ({
      id: agent.id,
      label: agent.name,
      icon: <Avatar id={agent.id} name={agent.name} size={20} />,
      ...(agent.id === me?.id && { hint: t('conversations.you') }),
      checked: agent.id === now.agent,
    })),
    ...teams.map((team) => ({
      id: team.id,
      label: team.name,
      icon: <TeamDot hue={team.hue} />,
      hint: t('conversations.side.team'),
      checked: team.id === now.team,
    })),
    {
      id: NOBODY,
      label: t('conversations.side.nobody'),
      icon: <UserMinus size={16} aria-hidden="true" className="mx-0.5 text-ink3" />,
    },
  ];
  const choose = (id: string) => {
    const agent = agents.find((one) => one.id === id);
    const team = teams.find((one) => one.id === id);
    if (agent) acting.act((row) => acts.assign(row, { agent }));
    else if (team) acting.act((row) => acts.assign(row, { team }));
    else acting.act((row) => acts.assign(row, { agent: null }));
  };
  return <PickList label={t('conversations.pick.assign')} picks={picks} onPick={choose} />;
}

/** A team as a dot of its colour. */
function TeamDot({ hue }: { hue: number }) {
  return (
    <span aria-hidden="true" className="grid size-5 place-items-center">
      <span
        className="size-2 rounded-full"
        style={{ background: `light-dark(oklch(0.62 0.15 ${hue}), oklch(0.72 0.13 ${hue}))` }}
      />
    </span>
  );
}

function PriorityPick({ acting }: { acting: Acting }) {
  const now = common(acting, (row) => row.priority);
  return (
    <PickList
      label={t('conversations.pick.priority')}
      picks={[3, 2, 1, 0].map((priority) => ({
        id: String(priority),
        label: priorityName(priority),
        checked: priority === now,
      }))}
      onPick={(id) => acting.act((row) => acts.setPriority(row, Number(id)))}
    />
  );
}

function MovePick({ acting }: { acting: Acting }) {
  const inboxes = useInboxes();
  const now = common(acting, (row) => row.inbox.id);
  return (
    <PickList
      label={t('conversations.pick.move')}
      picks={inboxes.map(({ id, name, address }) => ({
        id,
        label: name,
        checked: id === now,
        ...(address && { hint: address }),
      }))}
      onPick={(id) => {
        const inbox = inboxes.find((one) => one.id === id);
        if (inbox) acting.act((row) => acts.moveTo(row, inbox));
      }}
    />
  );
}

function TagPick({ acting }: { acting: Acting }) {
  const tags = useQuery(api.conversations.tags.queryOptions()).data ?? [];
  const on = (name: string) => acting.targets.every((row) => row.tags.some((other) => other.name === name));
  const put = (name: string, remove: boolean) =>
    acting.act((row) => (remove ? acts.tag(row, [], [name]) : acts.tag(row, [name], [])));
  return (
    <PickList
      label={t('conversations.pick.tag')}
      picks={tags.map(({ name }) => ({ id: name, label: name, checked: on(name) }))}
      onPick={(name) => put(name, on(name))}
      make={{
        label: (name) => t('conversations.pick.newTag', { name }),
        onMake: (name) => put(name, false),
      }}
    />
  );
}

function SpamPick({ acting }: { acting: Acting }) {
  const sender = acting.targets.length === 1 ? acting.targets[0]?.customer.email : null;
  const picks: Pick[] = [
    {
      id: 'spam',
      label: t('ui.keys.spam'),
      icon: <ShieldAlert size={16} aria-hidden="true" className="text-ink3" />,
    },
    {
      id: 'block',
      label: sender ? t('conversations.pick.blockSender', { sender }) : t('conversations.pick.blockSenders'),
      icon: <Ban size={16} aria-hidden="true" className="text-ink3" />,
    },
  ];
  return (
    <PickList
      label={t('conversations.pick.spam')}
      picks={picks}
      onPick={(id) => acting.act((row) => acts.spam(row, id === 'block'))}
    />
  );
}
