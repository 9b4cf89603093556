import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AlertDialog } from '../../../ui/AlertDialog.tsx';
import { api, client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { fieldErrors, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Select } from '../../../ui/Select.tsx';
import { t } from '../../../ui/words.ts';
import { levelName } from '../roles.ts';
import { useStaffWrite } from '../write.ts';

export type Inbox = Awaited<ReturnType<typeof client.staff.inboxes.list>>['items'][number];

const noTeam = 'none';
const defaultLevels = ['none', 'view', 'reply'] as const;
type InboxInput = Parameters<typeof client.staff.inboxes.add>[0];

type Props = { inbox: Inbox | null; mayArchive: boolean; onClose: () => void };

/** An inbox: its name, whom it answers for, who gets its mail, and what everyone may do there. */
export function InboxDialog({ inbox, mayArchive, onClose }: Props) {
  const brands = useQuery(api.staff.brands.list.queryOptions()).data?.items ?? [];
  const teams = useQuery(api.staff.teams.list.queryOptions()).data?.items ?? [];
  const [name, setName] = useState(inbox?.name ?? '');
  const [chosenBrand, setBrand] = useState(inbox?.brand.id);
  const [teamId, setTeam] = useState(inbox?.team?.id ?? noTeam);
  const [defaultLevel, setLevel] = useState(inbox?.defaultLevel ?? 'reply');
  const [reopenDays, setReopenDays] = useState(String(inbox?.reopenDays ?? 30));
  const [archiving, setArchiving] = useState(false);
  const brandId = chosenBrand ?? brands[0]?.id;
  const save = useStaffWrite(
    (input: InboxInput) =>
      inbox ? client.staff.inboxes.change({ id: inbox.id, ...input }) : client.staff.inboxes.add(input),
    { inline: true, onDone: onClose },
  );
  const archive = useStaffWrite(client.staff.inboxes.archive, { onDone: onClose });
  const wrong = fieldErrors(save.error);
  if (archiving && inbox) {
    return (
      <AlertDialog
        open
        onClose={() => setArchiving(false)}
        title={t('staff.inboxes.archive.title', { name: inbox.name })}
        act={t('staff.inboxes.archive')}
        busy={archive.isPending}
        onAct={() => archive.mutate({ id: inbox.id })}
      >
        {t('staff.inboxes.archive.body')}
      </AlertDialog>
    );
  }
  const submit = () => {
    if (save.isPending || !brandId || defaultLevel === 'manage') return;
    const days = Number(reopenDays);
    save.mutate({ name, brandId, teamId: teamId === noTeam ? null : teamId, defaultLevel, reopenDays: days });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={inbox ? t('staff.change.of', { name: inbox.name }) : t('staff.inboxes.add')}
      foot={
        <>
          {inbox && mayArchive && (
            <Button size={36} look="danger" className="me-auto" onClick={() => setArchiving(true)}>
              {t('staff.inboxes.archive')}
            </Button>
          )}
          <Button
            size={36}
            look="primary"
            type="submit"
            form="inbox"
            busy={save.isPending}
            disabled={!name.trim() || !brandId || !/^\d{1,4}$/.test(reopenDays)}
          >
            {t(inbox ? 'ui.save' : 'staff.inboxes.add')}
          </Button>
        </>
      }
    >
      <form
        id="inbox"
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={t('staff.name')} error={wrong.name}>
          <Input autoFocus value={name} onValueChange={(next) => setName(next)} />
        </Field>
        <Field label={t('staff.inboxes.brand')} hint={t('staff.inboxes.brandHint')} error={wrong.brandId}>
          <Select
            value={brandId ?? null}
            onChange={setBrand}
            choices={brands.map((brand) => ({ value: brand.id, label: brand.name }))}
          />
        </Field>
        <Field label={t('staff.inboxes.team')} hint={t('staff.inboxes.teamHint')}>
          <Select
            value={teamId}
            onChange={setTeam}
            choices={[
              { value: noTeam, label: t('staff.inboxes.noTeam') },
              ...teams.map((team) => ({ value: team.id, label: team.name })),
            ]}
          />
        </Field>
        <Field label={t('staff.inboxes.default')} hint={t('staff.inboxes.defaultHint')}>
          <Select
            value={defaultLevel}
            onChange={setLevel}
            choices={defaultLevels.map((level) => ({ value: level, label: levelName(level) }))}
          />
        </Field>
        <Field
          label={t('staff.inboxes.reopen')}
          hint={t('staff.inboxes.reopenHint')}
          error={wrong.reopenDays}
        >
          <Input
            inputMode="numeric"
            className="tabular"
            value={reopenDays}
            onValueChange={(next) => setReopenDays(next.replace(/\D/g, '').slice(0, 4))}
          />
        </Field>
        <FormError>{save.error && Object.keys(wrong).length === 0 ? sentence(save.error) : null}</FormError>
      </form>
    </Dialog>
  );
}
