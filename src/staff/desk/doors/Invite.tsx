import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Door, FormError } from '../../../ui/Door.tsx';
import { fieldErrors, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { linkToken } from '../../../ui/link-token.ts';
import { PasswordInput } from '../../../ui/PasswordInput.tsx';
import { shortest } from '../../../ui/password-strength.ts';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { t } from '../../../ui/words.ts';
import { entered } from '../enter.ts';
import { DoorLink } from './DoorLink.tsx';

/** Accepting an invitation: a name, a password, and one is in. */
export default function Invite() {
  const token = linkToken();
  const invitation = useQuery(
    api.staff.invitations.look.queryOptions({ input: { token }, staleTime: Number.POSITIVE_INFINITY }),
  );
  if (invitation.isError) {
    return (
      <Door title={t('staff.invited.gone.title')} lead={t('staff.invited.gone.body')}>
        <FormError>{sentence(invitation.error)}</FormError>
        <DoorLink to="/sign-in">{t('staff.signIn.toSignIn')}</DoorLink>
      </Door>
    );
  }
  if (!invitation.data) {
    return (
      <Door title={t('staff.invited.loading')}>
        <Skeleton className="h-9 w-full" />
        <Skeleton className="h-9 w-full" />
      </Door>
    );
  }
  return <Form token={token} {...invitation.data} />;
}

type FormProps = { token: string; email: string; name: string; invitedBy: string | null; workspace: string };

function Form({ token, email, name: given, invitedBy, workspace }: FormProps) {
  const navigate = useNavigate();
  const [name, setName] = useState(given);
  const [password, setPassword] = useState('');
  const accept = useMutation(
    api.staff.invitations.accept.mutationOptions({
      meta: { inline: true },
      onSuccess: async () => {
        await entered();
        void navigate({ to: '/' });
      },
    }),
  );
  const wrong = fieldErrors(accept.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!accept.isPending) accept.mutate({ token, name, password });
  };
  return (
    <form onSubmit={submit}>
      <Door
        title={t('staff.invited.title', { workspace })}
        lead={invitedBy ? t('staff.invited.lead', { name: invitedBy }) : t('staff.invited.leadAlone')}
      >
        <Field label={t('staff.email')} hint={t('staff.invited.emailHint')}>
          <Input readOnly autoComplete="username" dir="ltr" value={email} className="bg-raise text-ink2" />
        </Field>
        <Field label={t('staff.name')} error={wrong.name}>
          <Input
            autoFocus={!given}
            autoComplete="name"
            value={name}
            onValueChange={(next) => setName(next)}
          />
        </Field>
        <Field label={t('staff.password.choose')} error={wrong.password}>
          <PasswordInput
            autoFocus={Boolean(given)}
            personal={[name, email]}
            value={password}
            onChange={setPassword}
          />
        </Field>
        <FormError>
          {accept.error && Object.keys(wrong).length === 0 ? sentence(accept.error) : null}
        </FormError>
        <Button
          size={36}
          look="primary"
          type="submit"
          className="mt-1"
          busy={accept.isPending}
          disabled={!name.trim() || [...password].length < shortest}
        >
          {t('staff.invited.accept')}
        </Button>
      </Door>
    </form>
  );
}
