import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Door, FormError } from '../../../ui/Door.tsx';
import { code as codeOf, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { PasswordInput } from '../../../ui/PasswordInput.tsx';
import { t, tIfKnown } from '../../../ui/words.ts';
import { entered, safePath } from '../enter.ts';
import { ForgotPassword } from './ForgotPassword.tsx';

/** With what it needs of the browser's own passkeys, after the form already stands. */
const OtherWays = lazy(() => import('./OtherWays.tsx'));

const textButton = 'font-medium text-accent-ink underline underline-offset-2';

/** E-mail and password, then the second factor where there is one. */
export default function SignIn() {
  const router = useRouter();
  const { to, failed, attempt } = useSearch({ from: '/sign-in' });
  const ways = useQuery(api.staff.provider.ways.queryOptions()).data;
  const workspace = useQuery(api.staff.workspace.get.queryOptions()).data;
  const setup = useQuery(api.staff.setup.state.queryOptions()).data;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [step, setStep] = useState<'password' | 'code' | 'forgot' | 'vouched'>(
    attempt ? 'vouched' : 'password',
  );
  const goIn = async () => {
    await entered();
    router.history.replace(safePath(to));
  };
  const signIn = useMutation(
    api.staff.signIn.mutationOptions({
      meta: { inline: true },
      onSuccess: async ({ state }) => {
        if (state === 'code-needed') return setStep('code');
        await goIn();
      },
    }),
  );
  const giveCode = useMutation(
    api.staff.provider.code.mutationOptions({ meta: { inline: true }, onSuccess: goIn }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate({ email, password });
  };
  if (step === 'forgot') return <ForgotPassword given={email} onBack={() => setStep('password')} />;
  if (step === 'vouched' && attempt) {
    return (
      <SecondFactor
        lead={t('staff.provider.code.lead')}
        busy={giveCode.isPending}
        error={giveCode.error}
        onCode={(code) => giveCode.mutate({ attemptId: attempt, code })}
        onBack={() => {
          giveCode.reset();
          setStep('password');
        }}
      />
    );
  }
  if (step === 'code') {
    return (
      <SecondFactor
        busy={signIn.isPending}
        error={signIn.error}
        onCode={(code) => signIn.mutate({ email, password, code })}
        onBack={() => {
          signIn.reset();
          setStep('password');
        }}
      />
    );
  }
  return (
    <form onSubmit={submit}>
      <Door
        title={workspace ? t('staff.signIn.title', { workspace: workspace.name }) : t('staff.signIn')}
        lead={setup?.needed ? t('staff.signIn.nobodyYet') : undefined}
        foot={
          <button type="button" className={textButton} onClick={() => setStep('forgot')}>
            {t('staff.signIn.forgot')}
          </button>
        }
      >
        <Field label={t('staff.email')}>
          <Input
            autoFocus
            type="email"
            name="email"
            autoComplete="username webauthn"
            dir="ltr"
            value={email}
            onValueChange={(next) => setEmail(next)}
          />
        </Field>
        <Field label={t('staff.password')}>
          <PasswordInput name="password" value={password} onChange={setPassword} />
        </Field>
        <FormError>{signIn.error ? refused(signIn.error) : failed ? failure(failed) : null}</FormError>
        <Button
          size={36}
          look="primary"
          type="submit"
          className="mt-1"
          busy={signIn.isPending}
          disabled={!email || !password}
        >
          {t('staff.signIn')}
        </Button>
        {ways && (
          <Suspense fallback={null}>
            <OtherWays provider={ways.provider} to={to} onIn={goIn} />
          </Suspense>
        )}
      </Door>
    </form>
  );
}

/** What the identity provider's way back said went wrong: a word of a known list, or nothing is believed of it. */
const failure = (word: string) =>
  tIfKnown(`staff.provider.failed.${word}`) ?? t('staff.provider.failed.other');

const refused = (error: unknown) =>
  codeOf(error) === 'WRONG_CREDENTIALS' ? t('staff.signIn.wrong') : sentence(error);

type SecondFactorProps = {
  /** What to say first, where it is not the usual. */
  lead?: string;
  busy: boolean;
  error: unknown;
  onCode: (code: string) => void;
  onBack: () => void;
};

function SecondFactor({ lead, busy, error, onCode, onBack }: SecondFactorProps) {
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onCode(code);
  };
  return (
    <form onSubmit={submit}>
      <Door
        title={t('staff.code.title')}
        lead={lead ?? t(recovery ? 'staff.code.recoveryLead' : 'staff.code.lead')}
        foot={
          <button
            type="button"
            className={textButton}
            onClick={() => {
              setRecovery(!recovery);
              setCode('');
            }}
          >
            {t(recovery ? 'staff.code.useApp' : 'staff.code.useRecovery')}
          </button>
        }
      >
        <Field key={String(recovery)} label={t(recovery ? 'staff.code.recovery' : 'staff.code')}>
          <Input
            autoFocus
            autoComplete={recovery ? 'off' : 'one-time-code'}
            inputMode={recovery ? 'text' : 'numeric'}
            dir="ltr"
            spellCheck={false}
            className={recovery ? 'font-mono' : 'tabular font-mono tracking-[0.3em]'}
            maxLength={recovery ? 40 : 7}
            value={code}
            onValueChange={(next) => {
              setCode(next);
              // Six digits are all there is: nobody has to reach for the button.
              if (!recovery && /^\d{6}$/.test(next.replaceAll(' ', '')) && !busy) onCode(next);
            }}
          />
        </Field>
        <FormError>{error ? sentence(error) : null}</FormError>
        <div className="mt-1 flex gap-2">
          <Button size={36} onClick={onBack}>
            {t('staff.back')}
          </Button>
          <Button size={36} look="primary" type="submit" className="flex-1" busy={busy} disabled={!code}>
            {t('staff.signIn')}
          </Button>
        </div>
      </Door>
    </form>
  );
}
