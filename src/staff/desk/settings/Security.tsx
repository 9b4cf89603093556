import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { FormCard, PageHead } from '../../../ui/Page.tsx';
import { PasswordInput } from '../../../ui/PasswordInput.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { useStaffWrite } from '../write.ts';
import { Passkeys } from './Passkeys.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { Sessions } from './Sessions.tsx';

/** How you prove that it is you, and where you are signed in. */
export default function Security() {
  const me = useQuery(api.staff.me.get.queryOptions());
  return (
    <>
      <PageHead title={t('staff.security.title')}>{t('staff.security.lead')}</PageHead>
      {me.isError && <ErrorState title={sentence(me.error)} onRetry={() => void me.refetch()} />}
      {me.isPending && <Skeleton className="h-72 rounded-surface" />}
      {me.data && (
        <>
          <Password personal={[me.data.name, me.data.email]} />
          <Passkeys />
          <SecondFactor on={me.data.twoFactor} codesLeft={me.data.recoveryCodesLeft} />
        </>
      )}
      <Sessions />
    </>
  );
}

const nothing = { current: '', next: '' };

function Password({ personal }: { personal: readonly string[] }) {
  const [value, setValue] = useState(nothing);
  const change = useStaffWrite(client.staff.me.changePassword, {
    inline: true,
    onDone: () => {
      setValue(nothing);
      toast(t('staff.password.changed'));
    },
  });
  return (
    <FormCard
      title={t('staff.password')}
      lead={t('staff.password.lead')}
      dirty={Boolean(value.current || value.next)}
      busy={change.isPending}
      error={change.error && sentence(change.error)}
      onSave={() => change.mutate(value)}
      onDiscard={() => {
        setValue(nothing);
        change.reset();
      }}
    >
      <Field label={t('staff.password.current')}>
        <PasswordInput value={value.current} onChange={(current) => setValue({ ...value, current })} />
      </Field>
      <Field label={t('staff.password.new')}>
        <PasswordInput
          personal={personal}
          value={value.next}
          onChange={(next) => setValue({ ...value, next })}
        />
      </Field>
    </FormCard>
  );
}
