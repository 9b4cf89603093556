import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { t } from '../../../ui/words.ts';

/** What is fetched from a mailbox, and what happens to it there. */
export type Fetching = {
  folder: string;
  after: 'leave' | 'seen' | 'move';
  moveTo: string | null;
  /** Days, as typed. */
  backfillDays: string;
  watchSent: boolean;
};

export const firstFetching: Fetching = {
  folder: 'INBOX',
  after: 'seen',
  moveTo: 'Rapport',
  backfillDays: '0',
  watchSent: true,
};

const backfills = ['0', '7', '30', '90', '365'];

type Props = { value: Fetching; onChange: (value: Fetching) => void; backfill?: boolean };

/** The folder to read, what happens to a mail once it is stored, and how far back old mail is brought in. */
export function FetchFields({ value, onChange, backfill }: Props) {
  const set = (change: Partial<Fetching>) => onChange({ ...value, ...change });
  return (
    <>
      <div className="grid gap-4 pair:grid-cols-2">
        <Field label={t('channels.folder')}>
          <Input dir="auto" value={value.folder} onValueChange={(folder) => set({ folder })} />
        </Field>
        <Field label={t('channels.after')}>
          <Select<Fetching['after']>
            value={value.after}
            onChange={(after) => set({ after, moveTo: value.moveTo ?? firstFetching.moveTo })}
            choices={[
              { value: 'seen', label: t('channels.after.seen') },
              { value: 'leave', label: t('channels.after.leave') },
              { value: 'move', label: t('channels.after.move') },
            ]}
          />
        </Field>
        {value.after === 'move' && (
          <Field label={t('channels.moveTo')} hint={t('channels.moveTo.hint')}>
            <Input dir="auto" value={value.moveTo ?? ''} onValueChange={(moveTo) => set({ moveTo })} />
          </Field>
        )}
        {backfill && (
          <Field label={t('channels.backfill')} hint={t('channels.backfill.hint')}>
            <Select
              value={value.backfillDays}
              onChange={(backfillDays) => set({ backfillDays })}
              choices={backfills.map((days) => ({
                value: days,
                label: t('channels.backfill.days', { count: Number(days) }),
              }))}
            />
          </Field>
        )}
      </div>
      <Switch
        label={t('channels.watchSent')}
        hint={t('channels.watchSent.hint')}
        checked={value.watchSent}
        onChange={(watchSent) => set({ watchSent })}
      />
    </>
  );
}
