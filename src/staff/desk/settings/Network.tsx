import { useQuery } from '@tanstack/react-query';
import { api, client } from '../../../ui/api.ts';
import { useDraft } from '../../../ui/draft.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { FormCard, PageHead } from '../../../ui/Page.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Textarea } from '../../../ui/Textarea.tsx';
import { t } from '../../../ui/words.ts';
import { useStaffWrite } from '../write.ts';

const entries = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** Which servers in the company's own network Rapport may connect to; all of them are out of reach until named. */
export default function Network() {
  const network = useQuery(api.staff.workspace.network.queryOptions());
  return (
    <>
      <PageHead title={t('staff.network.title')}>{t('staff.network.lead')}</PageHead>
      {network.isError && (
        <ErrorState title={sentence(network.error)} onRetry={() => void network.refetch()} />
      )}
      {network.isPending && <Skeleton className="h-56 rounded-surface" />}
      {network.data && <Form saved={network.data.allow} />}
    </>
  );
}

function Form({ saved }: { saved: readonly string[] }) {
  const draft = useDraft({ text: saved.join('\n') });
  const change = useStaffWrite(client.staff.workspace.changeNetwork, {
    inline: true,
    onDone: draft.discard,
  });
  return (
    <FormCard
      dirty={draft.dirty}
      busy={change.isPending}
      error={change.error && sentence(change.error)}
      onSave={() => change.mutate({ allow: entries(draft.value.text) })}
      onDiscard={() => {
        draft.discard();
        change.reset();
      }}
    >
      <Field label={t('staff.network.allow')} hint={t('staff.network.hint')}>
        <Textarea
          dir="ltr"
          rows={5}
          spellCheck={false}
          placeholder={'mail.internal\n10.0.0.0/8'}
          className="font-mono"
          value={draft.value.text}
          onChange={(event) => draft.set({ text: event.currentTarget.value })}
        />
      </Field>
    </FormCard>
  );
}
