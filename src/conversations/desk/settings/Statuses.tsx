import { useQuery } from '@tanstack/react-query';
import { api, type client } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { useDraft } from '../../../ui/draft.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { fieldErrors, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Card, FormCard, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { useTimes } from './times.ts';

const statuses = [
  ['new', 'accent'],
  ['open', 'good'],
  ['waiting', 'plain'],
  ['held', 'warn'],
  ['solved', 'plain'],
  ['closed', 'plain'],
] as const;

type Inbox = Awaited<ReturnType<typeof client.staff.inboxes.list>>['items'][number];

/** What the six states mean, and how long each inbox waits until it moves on by itself. */
export default function Statuses() {
  const inboxes = useQuery(api.staff.inboxes.list.queryOptions({ input: {} }));
  return (
    <>
      <PageHead title={t('conversations.statuses.title')}>{t('conversations.statuses.lead')}</PageHead>
      <Card flush title={t('conversations.statuses.the6')}>
        <Lines label={t('conversations.statuses.the6')}>
          {statuses.map(([status, tone]) => (
            <Line
              key={status}
              title={<Badge tone={tone}>{t(`conversations.statuses.${status}`)}</Badge>}
              detail={t(`conversations.statuses.${status}.what`)}
            />
          ))}
        </Lines>
      </Card>
      {inboxes.isError && (
        <ErrorState title={sentence(inboxes.error)} onRetry={() => void inboxes.refetch()} />
      )}
      {inboxes.isPending && <LinesLoading />}
      {inboxes.data?.items
        .filter(({ level }) => level === 'manage')
        .map((inbox) => (
          <Times key={inbox.id} inbox={inbox} />
        ))}
    </>
  );
}

/** The two spans of one inbox. */
function Times({ inbox }: { inbox: Inbox }) {
  const draft = useDraft({
    waiting: inbox.waitingDays === null ? '' : String(inbox.waitingDays),
    reopen: String(inbox.reopenDays),
  });
  const save = useTimes(draft.discard);
  const wrong = fieldErrors(save.error);
  const days = (text: string) => text.replace(/\D/g, '').slice(0, 4);
  return (
    <FormCard
      title={<span dir="auto">{inbox.name}</span>}
      dirty={draft.dirty}
      busy={save.isPending}
      error={save.error && Object.keys(wrong).length === 0 && sentence(save.error)}
      onSave={() =>
        save.mutate({
          id: inbox.id,
          waitingDays: draft.value.waiting === '' ? null : Number(draft.value.waiting),
          reopenDays: Number(draft.value.reopen || '0'),
        })
      }
      onDiscard={() => {
        draft.discard();
        save.reset();
      }}
    >
      <div className="grid gap-4 pair:grid-cols-2">
        <Field
          label={t('conversations.statuses.waitingDays')}
          hint={t('conversations.statuses.waitingDaysHint')}
          error={wrong.waitingDays}
        >
          <Input
            inputMode="numeric"
            className="tabular"
            value={draft.value.waiting}
            onValueChange={(next) => draft.set({ waiting: days(next) })}
          />
        </Field>
        <Field
          label={t('conversations.statuses.reopen')}
          hint={t('conversations.statuses.reopenHint')}
          error={wrong.reopenDays}
        >
          <Input
            inputMode="numeric"
            className="tabular"
            value={draft.value.reopen}
            onValueChange={(next) => draft.set({ reopen: days(next) })}
          />
        </Field>
      </div>
    </FormCard>
  );
}
