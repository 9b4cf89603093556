import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../../../ui/cx.ts';
import { Card, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import type { Channel } from '../states.ts';
import { AddressStep } from './AddressStep.tsx';
import { ArrivalStep } from './ArrivalStep.tsx';
import { type Detected, formFor, type MailForm } from './form.ts';
import { PlaceStep } from './PlaceStep.tsx';
import { ServersStep } from './ServersStep.tsx';

const steps = ['address', 'servers', 'place', 'arrival'] as const;
type Step = (typeof steps)[number];

/** From an address to a first mail seen arriving, in four steps; each can be gone back to. */
export default function Connect() {
  const [step, setStep] = useState<Step>('address');
  const [found, setFound] = useState<Detected | null>(null);
  const [form, setForm] = useState<MailForm | null>(null);
  const [channel, setChannel] = useState<Channel | null>(null);
  return (
    <>
      <Link
        to="/settings/$"
        params={{ _splat: 'mailboxes' }}
        className="mb-3 inline-flex min-h-6 items-center gap-1.5 text-12 text-ink2 no-underline hover:text-ink"
      >
        <ArrowLeft size={13} aria-hidden="true" className="rtl:-scale-x-100" />
        {t('channels.title')}
      </Link>
      <PageHead title={t('channels.connect.title')}>{t('channels.connect.lead')}</PageHead>
      <Progress at={step} />
      <Card>
        {step === 'address' && (
          <AddressStep
            given={form?.address ?? ''}
            onFound={(address, detected) => {
              setFound(detected);
              setForm(formFor(address, detected, form ?? undefined));
              setStep('servers');
            }}
          />
        )}
        {step === 'servers' && form && found && (
          <ServersStep
            form={form}
            found={found}
            onChange={setForm}
            onBack={() => setStep('address')}
            onPassed={() => setStep('place')}
          />
        )}
        {step === 'place' && form && (
          <PlaceStep
            form={form}
            onBack={() => setStep('servers')}
            onConnected={(connected) => {
              setChannel(connected);
              setStep('arrival');
            }}
          />
        )}
        {step === 'arrival' && channel && <ArrivalStep channel={channel} />}
      </Card>
    </>
  );
}

function Progress({ at }: { at: Step }) {
  const place = steps.indexOf(at);
  return (
    <ol aria-label={t('channels.connect.steps')} className="mb-4 flex gap-1.5">
      {steps.map((step, n) => (
        <li
          key={step}
          aria-current={step === at ? 'step' : undefined}
          className="flex flex-1 flex-col gap-1.5"
        >
          <span
            aria-hidden="true"
            className={cx('h-1 rounded-full transition-colors', n <= place ? 'bg-accent' : 'bg-line')}
          />
          <span className={cx('text-12', step === at ? 'font-medium text-ink' : 'text-ink3')}>
            {t(`channels.connect.${step}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}
