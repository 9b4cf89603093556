import { useQuery } from '@tanstack/react-query';
import { Plus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '../../../ui/AlertDialog.tsx';
import { Avatar } from '../../../ui/Avatar.tsx';
import { api, client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { HueDot, HuePicker } from '../../../ui/HuePicker.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { useStaffWrite } from '../write.ts';

type Team = Awaited<ReturnType<typeof client.staff.teams.list>>['items'][number];

/** Groups of people that conversations can be given to. */
export default function Teams() {
  const teams = useQuery(api.staff.teams.list.queryOptions());
  const uses = useQuery(api.conversations.uses.queryOptions()).data?.teams;
  const openOf = (team: Team) => uses?.find(({ id }) => id === team.id)?.uses;
  const [open, setOpen] = useState<Team | 'new' | null>(null);
  const add = (
    <Button
      size={36}
      look="primary"
      icon={<Plus size={15} aria-hidden="true" />}
      onClick={() => setOpen('new')}
    >
      {t('staff.teams.add')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('staff.teams.title')} action={add}>
        {t('staff.teams.lead')}
      </PageHead>
      <Card flush>
        {teams.isError && <ErrorState title={sentence(teams.error)} onRetry={() => void teams.refetch()} />}
        {teams.isPending && <LinesLoading />}
        {teams.data?.items.length === 0 && (
          <EmptyState icon={<UsersRound size={20} aria-hidden="true" />} title={t('staff.teams.none.title')}>
            {t('staff.teams.none.body')}
          </EmptyState>
        )}
        {teams.data && teams.data.items.length > 0 && (
          <Lines label={t('staff.teams.title')}>
            {teams.data.items.map((team) => (
              <Line
                key={team.id}
                start={<HueDot hue={team.hue} />}
                title={<span dir="auto">{team.name}</span>}
                detail={
                  <>
                    {team.members.length > 0
                      ? team.members.map((member) => member.name).join(', ')
                      : t('staff.teams.nobody')}
                    {uses && ` · ${t('staff.teams.inUse', { count: openOf(team) ?? 0 })}`}
                  </>
                }
                end={
                  <Button
                    size={36}
                    aria-label={t('staff.change.of', { name: team.name })}
                    onClick={() => setOpen(team)}
                  >
                    {t('staff.change')}
                  </Button>
                }
              />
            ))}
          </Lines>
        )}
      </Card>
      {open && <TeamDialog team={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const [name, setName] = useState(team?.name ?? '');
  const [hue, setHue] = useState(team?.hue ?? 160);
  const [memberIds, setMemberIds] = useState<readonly string[]>(team?.members.map(({ id }) => id) ?? []);
  const [removing, setRemoving] = useState(false);
  const agents = useQuery(api.staff.agents.list.queryOptions()).data?.items ?? [];
  const save = useStaffWrite(
    (input: { name: string; hue: number; memberIds: string[] }) =>
      team ? client.staff.teams.change({ id: team.id, ...input }) : client.staff.teams.add(input),
    { inline: true, onDone: onClose },
  );
  const remove = useStaffWrite(client.staff.teams.remove, { onDone: onClose });
  if (removing && team) {
    return (
      <AlertDialog
        open
        onClose={() => setRemoving(false)}
        title={t('staff.teams.remove.title', { name: team.name })}
        act={t('staff.remove')}
        busy={remove.isPending}
        onAct={() => remove.mutate({ id: team.id })}
      >
        {t('staff.teams.remove.body')}
      </AlertDialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={team ? t('staff.change.of', { name: team.name }) : t('staff.teams.add')}
      foot={
        <>
          {team && (
            <Button size={36} look="danger" className="me-auto" onClick={() => setRemoving(true)}>
              {t('staff.remove')}
            </Button>
          )}
          <Button
            size={36}
            look="primary"
            type="submit"
            form="team"
            busy={save.isPending}
            disabled={!name.trim()}
          >
            {t(team ? 'ui.save' : 'staff.teams.add')}
          </Button>
        </>
      }
    >
      <form
        id="team"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate({ name, hue, memberIds: [...memberIds] });
        }}
      >
        <Field label={t('staff.name')}>
          <Input autoFocus value={name} onValueChange={(next) => setName(next)} />
        </Field>
        <HuePicker value={hue} onChange={setHue} />
        <fieldset>
          <legend className="mb-1 font-medium">{t('staff.teams.members')}</legend>
          <ul className="flex flex-col">
            {agents
              .filter((agent) => agent.active || memberIds.includes(agent.id))
              .map((agent) => (
                <li key={agent.id}>
                  <Checkbox
                    className="min-h-8"
                    checked={memberIds.includes(agent.id)}
                    onChange={(checked) =>
                      setMemberIds(
                        checked ? [...memberIds, agent.id] : memberIds.filter((id) => id !== agent.id),
                      )
                    }
                    label={
                      <span className="flex items-center gap-2">
                        <Avatar id={agent.id} name={agent.name} size={20} />
                        <span dir="auto">{agent.name}</span>
                      </span>
                    }
                  />
                </li>
              ))}
          </ul>
        </fieldset>
        <FormError>{save.error ? sentence(save.error) : null}</FormError>
      </form>
    </Dialog>
  );
}
