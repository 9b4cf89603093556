import { Ellipsis, ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { AlertDialog } from '../../../ui/AlertDialog.tsx';
import { Avatar } from '../../../ui/Avatar.tsx';
import { client } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { CopyField } from '../../../ui/CopyField.tsx';
import { useNow } from '../../../ui/clock.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ago, fullTime } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { Line } from '../../../ui/Page.tsx';
import { Select } from '../../../ui/Select.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { isAbove, roleName, rolesUpTo } from '../roles.ts';
import { useStaffWrite } from '../write.ts';

type Agent = Awaited<ReturnType<typeof client.staff.agents.list>>['items'][number];
type Asked = 'deactivate' | 'endTwoFactor' | null;

/** One person: who they are, when they were here, their role, and what can be done. */
export function AgentLine({ agent, me }: { agent: Agent; me: Pick<Agent, 'id' | 'role'> }) {
  const now = useNow();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const change = useStaffWrite(client.staff.agents.change);
  const deactivate = useStaffWrite(client.staff.agents.deactivate, { onDone: close });
  const reactivate = useStaffWrite(client.staff.agents.reactivate);
  const endTwoFactor = useStaffWrite(client.staff.agents.endTwoFactor, { onDone: close });
  const endSessions = useStaffWrite(client.staff.agents.endSessions, {
    onDone: () => toast(t('staff.people.sessionsEnded', { name: agent.name })),
  });
  const resetLink = useStaffWrite(client.staff.agents.resetLink);

  const self = agent.id === me.id;
  const within = !isAbove(agent.role, me.role);
  const { id } = agent;
  const items: MenuItem[] = agent.active
    ? [
        { label: t('staff.people.resetLink'), onSelect: () => resetLink.mutate({ id }) },
        { label: t('staff.people.endSessions'), onSelect: () => endSessions.mutate({ id }) },
        ...(agent.twoFactor
          ? [{ label: t('staff.people.endTwoFactor'), onSelect: () => setAsked('endTwoFactor') }]
          : []),
        'line',
        { label: t('staff.people.deactivate'), danger: true, onSelect: () => setAsked('deactivate') },
      ]
    : [{ label: t('staff.people.reactivate'), onSelect: () => reactivate.mutate({ id }) }];

  return (
    <Line
      faded={!agent.active}
      start={<Avatar id={id} name={agent.name} />}
      title={
        <>
          <span dir="auto" className="truncate">
            {agent.name}
          </span>
          {self && <Badge>{t('staff.people.you')}</Badge>}
          {agent.twoFactor && (
            <span className="text-good" data-tip={t('staff.people.twoFactor')}>
              <ShieldCheck size={14} aria-hidden="true" />
              <span className="sr-only">{t('staff.people.twoFactor')}</span>
            </span>
          )}
        </>
      }
      detail={
        <>
          <bdi>{agent.email}</bdi>
          {agent.teams.length > 0 && ` · ${agent.teams.map((team) => team.name).join(', ')}`}
          {` · ${
            agent.lastSeenAt
              ? t('staff.people.seen', { time: ago(agent.lastSeenAt, now) })
              : t('staff.people.neverSeen')
          }`}
        </>
      }
      end={
        <>
          {agent.active && within && (agent.role === 'agent' || agent.role === 'light') && (
            <div className="w-44 shrink-0">
              <Select
                size={28}
                label={t('staff.people.sightOf', { name: agent.name })}
                value={change.isPending ? (change.variables?.sight ?? agent.sight) : agent.sight}
                onChange={(sight) => sight !== agent.sight && change.mutate({ id, sight })}
                choices={(['all', 'teams', 'own'] as const).map((sight) => ({
                  value: sight,
                  label: t(`staff.people.sight.${sight}`),
                }))}
              />
            </div>
          )}
          {agent.active && within ? (
            <div className="w-32 shrink-0">
              <Select
                size={28}
                label={t('staff.people.roleOf', { name: agent.name })}
                value={change.isPending ? (change.variables?.role ?? agent.role) : agent.role}
                onChange={(role) => role !== agent.role && change.mutate({ id, role })}
                choices={rolesUpTo(me.role).map((role) => ({ value: role, label: roleName(role) }))}
              />
            </div>
          ) : (
            <span className="text-ink2">{roleName(agent.role)}</span>
          )}
          {within && !self ? (
            <Menu
              trigger={
                <IconButton label={t('staff.people.more', { name: agent.name })}>
                  <Ellipsis size={16} aria-hidden="true" />
                </IconButton>
              }
              items={items}
            />
          ) : (
            <span className="w-7" />
          )}
          <Ask
            open={asked === 'deactivate'}
            onClose={close}
            title={t('staff.people.deactivate.title', { name: agent.name })}
            act={t('staff.people.deactivate')}
            onAct={() => deactivate.mutate({ id })}
            busy={deactivate.isPending}
          >
            {t('staff.people.deactivate.body')}
          </Ask>
          <Ask
            open={asked === 'endTwoFactor'}
            onClose={close}
            title={t('staff.people.endTwoFactor.title', { name: agent.name })}
            act={t('staff.factor.end')}
            onAct={() => endTwoFactor.mutate({ id })}
            busy={endTwoFactor.isPending}
          >
            {t('staff.people.endTwoFactor.body')}
          </Ask>
          <Dialog
            open={resetLink.isSuccess}
            onClose={() => resetLink.reset()}
            title={t('staff.people.resetLink.title', { name: agent.name })}
            description={
              resetLink.data && t('staff.people.resetLink.body', { time: fullTime(resetLink.data.expiresAt) })
            }
          >
            <CopyField text={resetLink.data?.url ?? ''} label={t('staff.people.resetLink')} />
          </Dialog>
        </>
      }
    />
  );
}

type AskProps = Parameters<typeof AlertDialog>[0] & { children: ReactNode };

function Ask(props: AskProps) {
  return props.open ? <AlertDialog {...props} /> : null;
}
