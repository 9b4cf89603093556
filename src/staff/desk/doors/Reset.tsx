import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Door, FormError } from '../../../ui/Door.tsx';
import { code, fieldErrors, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { linkToken } from '../../../ui/link-token.ts';
import { PasswordInput } from '../../../ui/PasswordInput.tsx';
import { shortest } from '../../../ui/password-strength.ts';
import { t } from '../../../ui/words.ts';
import { DoorLink } from './DoorLink.tsx';

/** A new password by a one-time link. */
export default function Reset() {
  const token = linkToken();
  const [password, setPassword] = useState('');
  const reset = useMutation(api.staff.resetPassword.mutationOptions({ meta: { inline: true } }));
  const wrong = fieldErrors(reset.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reset.isPending) reset.mutate({ token, password });
  };
  if (reset.isSuccess) {
    return (
      <Door title={t('staff.reset.done.title')} lead={t('staff.reset.done.body')}>
        <DoorLink to="/sign-in">{t('staff.signIn.toSignIn')}</DoorLink>
      </Door>
    );
  }
  if (!token || code(reset.error) === 'GONE') {
    return (
      <Door title={t('staff.reset.gone.title')} lead={t('staff.reset.gone.body')}>
        <DoorLink to="/sign-in">{t('staff.signIn.toSignIn')}</DoorLink>
      </Door>
    );
  }
  return (
    <form onSubmit={submit}>
      <Door title={t('staff.reset.title')} lead={t('staff.reset.lead')}>
        <Field label={t('staff.password.new')} error={wrong.password}>
          <PasswordInput autoFocus personal={[]} value={password} onChange={setPassword} />
        </Field>
        <FormError>{reset.error && Object.keys(wrong).length === 0 ? sentence(reset.error) : null}</FormError>
        <Button
          size={36}
          look="primary"
          type="submit"
          className="mt-1"
          busy={reset.isPending}
          disabled={[...password].length < shortest}
        >
          {t('staff.reset.set')}
        </Button>
      </Door>
    </form>
  );
}
