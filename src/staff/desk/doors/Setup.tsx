import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Combobox } from '../../../ui/Combobox.tsx';
import { Door, FormError } from '../../../ui/Door.tsx';
import { fieldErrors, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { HuePicker } from '../../../ui/HuePicker.tsx';
import { Input } from '../../../ui/Input.tsx';
import { linkToken } from '../../../ui/link-token.ts';
import { PasswordInput } from '../../../ui/PasswordInput.tsx';
import { shortest } from '../../../ui/password-strength.ts';
import { setHue } from '../../../ui/theme.ts';
import { t } from '../../../ui/words.ts';
import { entered } from '../enter.ts';
import { guessed, localeChoices, zoneChoices } from '../places.ts';
import { DoorLink } from './DoorLink.tsx';

/** The first account and the workspace around it, by the one-time link the server printed. */
export default function Setup() {
  const token = linkToken();
  const { data } = useQuery(api.staff.setup.state.queryOptions());
  if (data && !data.needed) {
    return (
      <Door title={t('staff.setup.done.title')} lead={t('staff.setup.done.body')}>
        <DoorLink to="/sign-in">{t('staff.signIn.toSignIn')}</DoorLink>
      </Door>
    );
  }
  if (!token) return <Door title={t('staff.setup.noLink.title')} lead={t('staff.setup.noLink.body')} />;
  return <Form token={token} />;
}

type Person = { name: string; email: string; password: string };

function Form({ token }: { token: string }) {
  const navigate = useNavigate();
  const [step, setStep] = useState<'you' | 'workspace'>('you');
  const [person, setPerson] = useState<Person>({ name: '', email: '', password: '' });
  const [workspace, setWorkspace] = useState({ name: '', hue: 277, ...guessed() });
  const create = useMutation(
    api.staff.setup.createOwner.mutationOptions({
      meta: { inline: true },
      onSuccess: async () => {
        await entered();
        void navigate({ to: '/welcome' });
      },
      onError: (error) => {
        // A word about the person is said where the person is asked about.
        if (Object.keys(fieldErrors(error)).some((field) => field in person)) setStep('you');
      },
    }),
  );
  const wrong = fieldErrors(create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step === 'you') {
      setWorkspace((now) => ({ ...now, name: now.name || companyOf(person.email) }));
      setStep('workspace');
    } else create.mutate({ token, ...person, workspace });
  };
  const ready =
    step === 'you'
      ? person.name.trim() && person.email.includes('@') && [...person.password].length >= shortest
      : workspace.name.trim();
  return (
    <form onSubmit={submit}>
      <Door
        title={t(step === 'you' ? 'staff.setup.you.title' : 'staff.setup.workspace.title')}
        lead={t(step === 'you' ? 'staff.setup.you.lead' : 'staff.setup.workspace.lead')}
        foot={t('staff.setup.step', { step: step === 'you' ? 1 : 2 })}
      >
        {step === 'you' ? (
          <AboutYou value={person} onChange={setPerson} wrong={wrong} />
        ) : (
          <>
            <Field label={t('staff.setup.workspace.name')} error={wrong['workspace.name']}>
              <Input
                autoFocus
                autoComplete="organization"
                value={workspace.name}
                onValueChange={(name) => setWorkspace({ ...workspace, name })}
              />
            </Field>
            <HuePicker
              value={workspace.hue}
              onChange={(hue) => {
                setHue(hue);
                setWorkspace({ ...workspace, hue });
              }}
            />
            <Field label={t('staff.workspace.locale')} error={wrong['workspace.locale']}>
              <Combobox
                label={t('staff.workspace.locale')}
                choices={localeChoices(workspace.locale)}
                value={workspace.locale}
                onChange={(locale) => locale && setWorkspace({ ...workspace, locale })}
              />
            </Field>
            <Field label={t('staff.workspace.zone')} error={wrong['workspace.timeZone']}>
              <Combobox
                label={t('staff.workspace.zone')}
                choices={zoneChoices(workspace.timeZone)}
                value={workspace.timeZone}
                onChange={(timeZone) => timeZone && setWorkspace({ ...workspace, timeZone })}
              />
            </Field>
          </>
        )}
        <FormError>
          {create.error && Object.keys(wrong).length === 0 ? sentence(create.error) : null}
        </FormError>
        <div className="mt-1 flex gap-2">
          {step === 'workspace' && (
            <Button size={36} onClick={() => setStep('you')}>
              {t('staff.back')}
            </Button>
          )}
          <Button
            size={36}
            look="primary"
            type="submit"
            className="flex-1"
            disabled={!ready}
            busy={create.isPending}
          >
            {t(step === 'you' ? 'staff.continue' : 'staff.setup.create')}
          </Button>
        </div>
      </Door>
    </form>
  );
}

type AboutYouProps = { value: Person; onChange: (person: Person) => void; wrong: Record<string, string> };

function AboutYou({ value, onChange, wrong }: AboutYouProps) {
  return (
    <>
      <Field label={t('staff.name')} error={wrong.name}>
        <Input
          autoFocus
          autoComplete="name"
          value={value.name}
          onValueChange={(name) => onChange({ ...value, name })}
        />
      </Field>
      <Field label={t('staff.email')} error={wrong.email}>
        <Input
          type="email"
          autoComplete="username"
          dir="ltr"
          value={value.email}
          onValueChange={(email) => onChange({ ...value, email })}
        />
      </Field>
      <Field label={t('staff.password')} error={wrong.password}>
        <PasswordInput
          personal={[value.name, value.email]}
          value={value.password}
          onChange={(password) => onChange({ ...value, password })}
        />
      </Field>
    </>
  );
}

/** Mail providers whose name says nothing about the company. */
const providers =
  /^(gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|gmx|web|proton|protonmail|aol|zoho|mail)$/;

/** "dana@copperfield.example" → "Copperfield"; empty where the domain is a mail provider's. */
function companyOf(email: string): string {
  const labels = (email.split('@')[1] ?? '').split('.');
  const name = labels.length > 1 ? (labels.at(-2) as string) : '';
  const company =
    /^(co|com|org|net|ac|gov)$/.test(name) && labels.length > 2 ? (labels.at(-3) as string) : name;
  if (!company || providers.test(company)) return '';
  return company.charAt(0).toLocaleUpperCase() + company.slice(1);
}
