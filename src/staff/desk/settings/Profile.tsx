import { useQuery } from '@tanstack/react-query';
import { api, client } from '../../../ui/api.ts';
import { useDraft } from '../../../ui/draft.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Card, FormCard, PageHead } from '../../../ui/Page.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { language, languages, t } from '../../../ui/words.ts';
import { applyPreferences } from '../enter.ts';
import { forgetOldSession, useStaffWrite } from '../write.ts';

type Me = Awaited<ReturnType<typeof client.staff.me.get>>;

/** Seconds a reply can be held so that it can be taken back; 0 sends at once. */
const undoChoices = [0, 5, 10, 15, 20, 30];

/** Your own name, and how you like the desk. */
export default function Profile() {
  const me = useQuery(api.staff.me.get.queryOptions());
  return (
    <>
      <PageHead title={t('staff.profile.title')}>{t('staff.profile.lead')}</PageHead>
      {me.isError && <ErrorState title={sentence(me.error)} onRetry={() => void me.refetch()} />}
      {me.isPending && <Skeleton className="h-72 rounded-surface" />}
      {me.data && (
        <>
          <Name me={me.data} />
          <Likes preferences={me.data.preferences} />
        </>
      )}
    </>
  );
}

function Name({ me }: { me: Me }) {
  const draft = useDraft({ name: me.name });
  const change = useStaffWrite(client.staff.me.change, {
    inline: true,
    onDone: () => {
      draft.discard();
      void forgetOldSession();
    },
  });
  return (
    <FormCard
      dirty={draft.dirty}
      busy={change.isPending}
      error={change.error && sentence(change.error)}
      onSave={() => change.mutate(draft.changes)}
      onDiscard={() => {
        draft.discard();
        change.reset();
      }}
    >
      <Field label={t('staff.name')} hint={t('staff.profile.nameHint')}>
        <Input autoComplete="name" value={draft.value.name} onValueChange={(name) => draft.set({ name })} />
      </Field>
      <Field label={t('staff.email')} hint={t('staff.profile.emailHint')}>
        <Input readOnly dir="ltr" value={me.email} className="bg-raise text-ink2" />
      </Field>
    </FormCard>
  );
}

function Likes({ preferences }: { preferences: Me['preferences'] }) {
  const change = useStaffWrite(client.staff.me.change, {
    onDone: (me) => {
      void forgetOldSession();
      void applyPreferences(me.preferences);
    },
  });
  // What was chosen shows at once; a refusal takes it back and says why.
  const shown = change.isPending ? { ...preferences, ...change.variables?.preferences } : preferences;
  const set = (next: Partial<Me['preferences']>) => change.mutate({ preferences: next });
  const names = new Intl.DisplayNames(language(), { type: 'language' });
  const ofWorkspace = 'workspace';
  return (
    <Card title={t('staff.profile.desk')}>
      <Field label={t('staff.workspace.locale')}>
        <Select
          value={shown.language ?? ofWorkspace}
          onChange={(next) => set({ language: next === ofWorkspace ? null : next })}
          choices={[
            { value: ofWorkspace, label: t('staff.profile.language.workspace') },
            ...languages.map((tag) => ({ value: tag, label: names.of(tag) ?? tag })),
          ]}
        />
      </Field>
      <Field label={t('staff.profile.undo')} hint={t('staff.profile.undoHint')}>
        <Select
          value={String(shown.undoSeconds)}
          onChange={(next) => set({ undoSeconds: Number(next) })}
          choices={[...new Set([...undoChoices, shown.undoSeconds])]
            .sort((a, b) => a - b)
            .map((seconds) => ({
              value: String(seconds),
              label: t('staff.profile.undoSeconds', { count: seconds }),
            }))}
        />
      </Field>
    </Card>
  );
}
