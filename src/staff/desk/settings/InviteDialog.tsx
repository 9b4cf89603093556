import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { fieldErrors, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { RadioGroup } from '../../../ui/RadioGroup.tsx';
import { Select } from '../../../ui/Select.tsx';
import { t } from '../../../ui/words.ts';
import { type Level, levelName, levels, type Role, roleHint, roleName, rolesUpTo } from '../roles.ts';
import { useStaffWrite } from '../write.ts';
import { LinkToHandOver } from './LinkToHandOver.tsx';

/** Roles for which something can be given inbox by inbox; those above manage all of them. */
const givenByInbox: ReadonlySet<Role> = new Set(['agent', 'light']);
const asDefault = 'default';

/** Invites a colleague: address, role, teams, and what they may do in each inbox. Ends with the link. */
export function InviteDialog({ mine, onClose }: { mine: Role; onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [teamIds, setTeamIds] = useState<readonly string[]>([]);
  const [given, setGiven] = useState<Record<string, Level>>({});
  const teams = useQuery(api.staff.teams.list.queryOptions()).data?.items ?? [];
  const inboxes = useQuery(api.staff.inboxes.list.queryOptions({ input: {} })).data?.items ?? [];
  const invite = useStaffWrite(client.staff.invitations.invite, { inline: true });
  const wrong = fieldErrors(invite.error);

  if (invite.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={t('staff.invite.done.title')}
        description={t('staff.invite.done.body')}
        foot={
          <>
            <Button
              size={36}
              onClick={() => {
                invite.reset();
                setEmail('');
                setName('');
              }}
            >
              {t('staff.invite.another')}
            </Button>
            <Button size={36} look="primary" onClick={onClose}>
              {t('staff.done')}
            </Button>
          </>
        }
      >
        <LinkToHandOver invited={invite.data} />
      </Dialog>
    );
  }

  const send = () =>
    invite.mutate({
      email,
      name,
      role,
      teamIds: [...teamIds],
      levels: givenByInbox.has(role)
        ? Object.entries(given).map(([inboxId, level]) => ({ inboxId, level }))
        : [],
    });
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title={t('staff.people.invite')}
      foot={
        <Button
          size={36}
          look="primary"
          type="submit"
          form="invite"
          busy={invite.isPending}
          disabled={!email.includes('@')}
        >
          {t('staff.invite.send')}
        </Button>
      }
    >
      <form
        id="invite"
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!invite.isPending) send();
        }}
      >
        <div className="grid gap-4 pair:grid-cols-2">
          <Field label={t('staff.email')} error={wrong.email}>
            <Input
              autoFocus
              type="email"
              autoComplete="off"
              dir="ltr"
              value={email}
              onValueChange={(next) => setEmail(next)}
            />
          </Field>
          <Field label={t('staff.invite.name')}>
            <Input autoComplete="off" value={name} onValueChange={(next) => setName(next)} />
          </Field>
        </div>
        <fieldset>
          <legend className="mb-1 font-medium">{t('staff.role')}</legend>
          <RadioGroup
            label={t('staff.role')}
            value={role}
            onChange={setRole}
            choices={rolesUpTo(mine).map((each) => ({
              value: each,
              label: roleName(each),
              hint: roleHint(each),
            }))}
          />
        </fieldset>
        {teams.length > 0 && (
          <fieldset>
            <legend className="mb-1 font-medium">{t('staff.teams.title')}</legend>
            <div className="flex flex-wrap gap-x-5 gap-y-1">
              {teams.map((team) => (
                <Checkbox
                  key={team.id}
                  label={<span dir="auto">{team.name}</span>}
                  checked={teamIds.includes(team.id)}
                  onChange={(checked) =>
                    setTeamIds(checked ? [...teamIds, team.id] : teamIds.filter((id) => id !== team.id))
                  }
                />
              ))}
            </div>
          </fieldset>
        )}
        {givenByInbox.has(role) && inboxes.length > 0 && (
          <fieldset>
            <legend className="mb-1 font-medium">{t('staff.invite.levels')}</legend>
            <ul className="flex flex-col gap-1.5">
              {inboxes.map((inbox) => (
                <li key={inbox.id} className="flex items-center justify-between gap-3">
                  <span dir="auto" className="min-w-0 truncate">
                    {inbox.name}
                  </span>
                  <div className="w-48 shrink-0">
                    <Select<Level | typeof asDefault>
                      size={28}
                      label={t('staff.invite.levelIn', { inbox: inbox.name })}
                      value={given[inbox.id] ?? asDefault}
                      onChange={(level) => {
                        const { [inbox.id]: _, ...others } = given;
                        setGiven(level === asDefault ? others : { ...others, [inbox.id]: level });
                      }}
                      choices={[
                        {
                          value: asDefault,
                          label: t('staff.level.default', { level: levelName(inbox.defaultLevel) }),
                        },
                        ...levels.map((level) => ({ value: level, label: levelName(level) })),
                      ]}
                    />
                  </div>
                </li>
              ))}
            </ul>
          </fieldset>
        )}
        <FormError>
          {invite.error && Object.keys(wrong).length === 0 ? sentence(invite.error) : null}
        </FormError>
      </form>
    </Dialog>
  );
}
