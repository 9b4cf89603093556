import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../ui/api.ts';
import { cx } from '../../ui/cx.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { remember } from '../../ui/theme.ts';
import { t, type WordId } from '../../ui/words.ts';
import { usePlantSample, useSample } from './sample.ts';

type Step = { id: string; label: WordId; done: boolean; to?: string; act?: () => void };

const storageKey = 'first-steps';
const putAway = () => {
  try {
    return localStorage.getItem(storageKey) === 'away';
  } catch {
    return false;
  }
};

/**
 * What is left of the first five minutes, in the navigation. Every tick comes from how things are, not from
 * what was clicked. It goes by itself when all is done, or when it is put away.
 */
export default function Checklist() {
  const [away, setAway] = useState(putAway);
  const steps = useSteps(!away);
  if (away || !steps) return null;
  const left = steps.filter((step) => !step.done).length;
  if (left === 0) return null;
  const close = () => {
    remember(storageKey, 'away');
    setAway(true);
  };
  return (
    <section
      aria-label={t('desk.start.title')}
      className="mt-4 rounded-menu border border-line bg-panel p-1.5 pb-2"
    >
      <header className="flex items-center ps-1.5">
        <h2 className="flex-1 font-semibold text-12">{t('desk.start.title')}</h2>
        <IconButton size={24} label={t('desk.start.close')} onClick={close}>
          <X size={13} aria-hidden="true" />
        </IconButton>
      </header>
      <ul className="mt-0.5">
        {steps.map((step) => (
          <li key={step.id}>
            <StepLine step={step} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function StepLine({ step }: { step: Step }) {
  const inside = (
    <>
      <span
        aria-hidden="true"
        className={cx(
          'grid size-4 shrink-0 place-items-center rounded-full border',
          step.done ? 'border-transparent bg-good-soft text-good' : 'border-line-strong',
        )}
      >
        {step.done && <Check size={11} strokeWidth={3} />}
      </span>
      <span className="min-w-0">{t(step.label)}</span>
      {step.done && <span className="sr-only">{t('desk.start.done')}</span>}
    </>
  );
  const line = 'flex min-h-7 w-full items-center gap-2 rounded-control px-1.5 py-0.5 text-start text-12';
  const open = cx(line, 'text-ink2 no-underline hover:bg-raise hover:text-ink');
  if (step.done) return <span className={cx(line, 'text-ink3')}>{inside}</span>;
  if (step.act) {
    return (
      <button type="button" className={open} onClick={step.act}>
        {inside}
      </button>
    );
  }
  return (
    <Link to={step.to as string} className={open}>
      {inside}
    </Link>
  );
}

/** The steps and which are done; undefined until all of it is known. */
function useSteps(enabled: boolean): Step[] | undefined {
  const navigate = useNavigate();
  const planted = useSample();
  const plant = usePlantSample(() => void navigate({ to: '/inbox/$view', params: { view: 'open' } }));
  const channels = useQuery(api.channels.list.queryOptions({ enabled })).data?.items;
  const agents = useQuery(api.staff.agents.list.queryOptions({ enabled })).data?.items;
  const invitations = useQuery(api.staff.invitations.list.queryOptions({ enabled })).data?.items;
  if (planted === undefined || !channels || !agents || !invitations) return undefined;
  const real = channels.filter((channel) => !channel.sample);
  // Sample colleagues have no way in, so they were never seen.
  const people = agents.filter((agent) => agent.active && agent.lastSeenAt);
  const connected = real.length > 0;
  return [
    {
      id: 'sample',
      label: 'desk.start.sample',
      done: planted || connected,
      act: () => !plant.isPending && plant.mutate(undefined),
    },
    { id: 'mailbox', label: 'desk.start.mailbox', done: connected, to: '/settings/mailboxes/connect' },
    {
      id: 'mail',
      label: 'desk.start.mail',
      done: real.some((channel) => channel.lastInAt),
      to: connected ? '/settings/mailboxes' : '/settings/mailboxes/connect',
    },
    {
      id: 'people',
      label: 'desk.start.people',
      done: people.length > 1 || invitations.length > 0,
      to: '/settings/people',
    },
    {
      id: 'answer',
      label: 'desk.start.answer',
      done: real.some((channel) => channel.lastOutAt),
      to: '/inbox/unassigned',
    },
  ];
}
