import { ChevronDown, Info } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { cx } from '../../../ui/cx.ts';
import { RadioGroup } from '../../../ui/RadioGroup.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { heard } from '../../../ui/said.ts';
import { t } from '../../../ui/words.ts';
import { type Detected, type MailForm, readyToTry } from './form.ts';
import { ServerFields, SignInFields } from './ServerFields.tsx';
import { TestLines } from './TestLines.tsx';
import { useTrial } from './try.ts';

type Props = {
  form: MailForm;
  found: Detected;
  onChange: (form: MailForm) => void;
  onBack: () => void;
  onPassed: () => void;
};

/** How mail comes in and goes out, tried before anything is kept. */
export function ServersStep({ form, found, onChange, onBack, onPassed }: Props) {
  const trial = useTrial();
  // Where the host is only guessed, its servers are what has to be looked at.
  const [open, setOpen] = useState(found.found === 'guess');
  const failed = !trial.running && !trial.passed && Boolean(trial.imap ?? trial.smtp);
  useEffect(() => {
    if (failed) setOpen(true);
  }, [failed]);
  const set = (change: Partial<MailForm>) => {
    trial.forget();
    onChange({ ...form, ...change });
  };
  const reads = form.receive === 'imap';
  const nothingToTry = !reads && !form.sends;
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (trial.passed || nothingToTry) onPassed();
        else if (!trial.running && readyToTry(form)) trial.run(form);
      }}
    >
      <div>
        <p className="font-semibold text-14">
          <bdi>{form.address}</bdi>
          {found.provider && <span className="font-normal text-ink2"> · {found.provider}</span>}
        </p>
        {found.advice && (
          <p className="mt-2 flex items-start gap-2 rounded-control bg-raise px-3 py-2">
            <Info size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-ink3" />
            {heard(found.advice)}
          </p>
        )}
      </div>
      <RadioGroup
        label={t('channels.receive')}
        value={form.receive}
        onChange={(receive) => set({ receive, sameSignIn: receive === 'imap' })}
        choices={[
          { value: 'imap', label: t('channels.receive.imap'), hint: t('channels.receive.imapHint') },
          { value: 'forward', label: t('channels.receive.forward'), hint: t('channels.receive.forwardHint') },
        ]}
      />
      {reads && <SignInFields value={form.imap} onChange={(imap) => set({ imap })} />}
      <Switch
        label={t('channels.sends')}
        hint={t('channels.sends.hint')}
        checked={form.sends}
        onChange={(sends) => set({ sends })}
      />
      {form.sends && reads && (
        <Checkbox
          label={t('channels.sameSignIn')}
          checked={form.sameSignIn}
          onChange={(sameSignIn) => set({ sameSignIn })}
        />
      )}
      {form.sends && !(reads && form.sameSignIn) && (
        <SignInFields value={form.smtp} onChange={(smtp) => set({ smtp })} />
      )}
      {!nothingToTry && (
        <div className="flex flex-col gap-3">
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="flex min-h-6 w-fit items-center gap-1.5 font-medium text-ink2 hover:text-ink"
          >
            <ChevronDown size={14} aria-hidden="true" className={cx(!open && '-rotate-90 rtl:rotate-90')} />
            {t('channels.servers')}
          </button>
          {open && reads && <ServerFields side="imap" value={form.imap} onChange={(imap) => set({ imap })} />}
          {open && form.sends && (
            <ServerFields side="smtp" value={form.smtp} onChange={(smtp) => set({ smtp })} />
          )}
        </div>
      )}
      {(trial.imap || trial.smtp) && (
        <div className="grid gap-5 rounded-control border border-line p-4 pair:grid-cols-2">
          {trial.imap && <TestLines side="imap" tried={trial.imap} />}
          {trial.smtp && <TestLines side="smtp" tried={trial.smtp} />}
        </div>
      )}
      <div className="flex justify-end gap-2">
        <Button size={36} onClick={onBack}>
          {t('channels.back')}
        </Button>
        <Button
          size={36}
          look="primary"
          type="submit"
          busy={trial.running}
          disabled={!nothingToTry && !readyToTry(form)}
        >
          {t(
            trial.passed || nothingToTry
              ? 'channels.continue'
              : trial.running
                ? 'channels.trying'
                : failed
                  ? 'ui.tryAgain'
                  : 'channels.try',
          )}
        </Button>
      </div>
    </form>
  );
}
