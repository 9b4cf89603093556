import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, client } from '../../../ui/api.ts';
import { Combobox } from '../../../ui/Combobox.tsx';
import { useDraft } from '../../../ui/draft.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { fieldErrors, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { HuePicker } from '../../../ui/HuePicker.tsx';
import { Input } from '../../../ui/Input.tsx';
import { FormCard, PageHead } from '../../../ui/Page.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { setHue } from '../../../ui/theme.ts';
import { t } from '../../../ui/words.ts';
import { localeChoices, zoneChoices } from '../places.ts';
import { forgetOldSession, useStaffWrite } from '../write.ts';

type Saved = Awaited<ReturnType<typeof client.staff.workspace.get>>;

/** Name, colour, language and time zone of the whole workspace. */
export default function Workspace() {
  const saved = useQuery(api.staff.workspace.get.queryOptions());
  return (
    <>
      <PageHead title={t('staff.workspace.title')}>{t('staff.workspace.lead')}</PageHead>
      {saved.isError && <ErrorState title={sentence(saved.error)} onRetry={() => void saved.refetch()} />}
      {saved.isPending && <Skeleton className="h-80 rounded-surface" />}
      {saved.data && <Form saved={saved.data} />}
    </>
  );
}

function Form({ saved }: { saved: Saved }) {
  const { value, changes, dirty, set, discard } = useDraft(saved);
  const change = useStaffWrite(client.staff.workspace.change, {
    inline: true,
    onDone: () => {
      discard();
      void forgetOldSession();
    },
  });
  const wrong = fieldErrors(change.error);
  // The colour is shown while it is chosen, and taken back when the page is left without saving.
  useEffect(() => {
    setHue(value.hue);
    return () => setHue(saved.hue);
  }, [value.hue, saved.hue]);
  return (
    <FormCard
      dirty={dirty}
      busy={change.isPending}
      error={change.error && sentence(change.error)}
      onSave={() => change.mutate(changes)}
      onDiscard={() => {
        discard();
        change.reset();
      }}
    >
      <Field label={t('staff.name')} hint={t('staff.workspace.nameHint')} error={wrong.name}>
        <Input value={value.name} onValueChange={(name) => set({ name })} />
      </Field>
      <HuePicker value={value.hue} onChange={(hue) => set({ hue })} />
      <Field label={t('staff.workspace.locale')} hint={t('staff.workspace.localeHint')} error={wrong.locale}>
        <Combobox
          label={t('staff.workspace.locale')}
          choices={localeChoices(value.locale)}
          value={value.locale}
          onChange={(locale) => locale && set({ locale })}
        />
      </Field>
      <Field label={t('staff.workspace.zone')} error={wrong.timeZone}>
        <Combobox
          label={t('staff.workspace.zone')}
          choices={zoneChoices(value.timeZone)}
          value={value.timeZone}
          onChange={(timeZone) => timeZone && set({ timeZone })}
        />
      </Field>
    </FormCard>
  );
}
