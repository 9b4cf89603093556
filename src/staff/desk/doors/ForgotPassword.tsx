import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Door, FormError } from '../../../ui/Door.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { t } from '../../../ui/words.ts';

/** Asks for a link to a new password. The answer is the same for every address, so that none can be tried out. */
export function ForgotPassword({ given, onBack }: { given: string; onBack: () => void }) {
  const [email, setEmail] = useState(given);
  const ask = useMutation(api.staff.forgotPassword.mutationOptions({ meta: { inline: true } }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ask.isPending) ask.mutate({ email });
  };
  if (ask.isSuccess) {
    return (
      <Door title={t('staff.forgot.sent.title')} lead={t('staff.forgot.sent.body', { email })}>
        <Button size={36} onClick={onBack}>
          {t('staff.signIn.toSignIn')}
        </Button>
      </Door>
    );
  }
  return (
    <form onSubmit={submit}>
      <Door title={t('staff.forgot.title')} lead={t('staff.forgot.lead')}>
        <Field label={t('staff.email')}>
          <Input
            autoFocus
            type="email"
            autoComplete="username"
            dir="ltr"
            value={email}
            onValueChange={(next) => setEmail(next)}
          />
        </Field>
        <FormError>{ask.error ? sentence(ask.error) : null}</FormError>
        <div className="mt-1 flex gap-2">
          <Button size={36} onClick={onBack}>
            {t('staff.back')}
          </Button>
          <Button
            size={36}
            look="primary"
            type="submit"
            className="flex-1"
            busy={ask.isPending}
            disabled={!email.includes('@')}
          >
            {t('staff.forgot.send')}
          </Button>
        </div>
      </Door>
    </form>
  );
}
