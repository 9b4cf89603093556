import { Check, Circle, LoaderCircle, TriangleAlert, X } from 'lucide-react';
import { cx } from '../../../ui/cx.ts';
import { sentence } from '../../../ui/errors.ts';
import { heard } from '../../../ui/said.ts';
import { t } from '../../../ui/words.ts';
import type { Step } from '../../contract.ts';

/** One side's test: still running, its steps, or why it could not even begin. */
export type Tried = { pending: boolean; steps: readonly Step[]; error: unknown };

const planned: Record<Step['side'], readonly Step['name'][]> = {
  imap: ['dns', 'tcp', 'tls', 'sign-in', 'folder'],
  smtp: ['dns', 'tcp', 'tls', 'sign-in', 'from'],
};

/** The steps of a test: those that passed, the one that failed with what to do, those still to come. */
export function TestLines({ side, tried }: { side: Step['side']; tried: Tried }) {
  const { steps } = tried;
  const reached = new Set(steps.map((step) => step.name));
  const failed = steps.some((step) => !step.ok);
  const coming = planned[side].filter((name) => !reached.has(name));
  return (
    <section>
      <h2 className="mb-1.5 font-medium">
        {t(side === 'imap' ? 'channels.test.imap' : 'channels.test.smtp')}
      </h2>
      <ol aria-live="polite" aria-busy={tried.pending} className="flex flex-col gap-1.5">
        {steps.map((step) => (
          <li key={step.name} className="flex items-start gap-2">
            <Mark step={step} />
            <span className="min-w-0">
              <span className={cx(!step.ok && 'font-medium text-bad')}>{heard(step.detail)}</span>
              {step.advice && <span className="block text-12 text-ink2">{heard(step.advice)}</span>}
            </span>
          </li>
        ))}
        {!failed &&
          (tried.pending || steps.length === 0) &&
          coming.map((name, place) => (
            <li key={name} className="flex items-start gap-2 text-ink3">
              {tried.pending && place === 0 ? (
                <LoaderCircle size={16} aria-hidden="true" className="mt-0.5 shrink-0 animate-spin" />
              ) : (
                <Circle size={16} aria-hidden="true" className="mt-0.5 shrink-0 opacity-50" />
              )}
              {t(`channels.step.${name}`)}
            </li>
          ))}
      </ol>
      {Boolean(tried.error) && (
        <p role="alert" className="mt-1 text-bad">
          {sentence(tried.error)}
        </p>
      )}
    </section>
  );
}

function Mark({ step }: { step: Step }) {
  const [Icon, look, word] = !step.ok
    ? ([X, 'bg-bad-soft text-bad', t('channels.step.failed')] as const)
    : step.warning
      ? ([TriangleAlert, 'bg-warn-soft text-warn', t('channels.step.note')] as const)
      : ([Check, 'bg-good-soft text-good', t('channels.step.passed')] as const);
  return (
    <span className={cx('mt-0.5 grid size-4 shrink-0 place-items-center rounded-full', look)}>
      <Icon size={11} strokeWidth={3} aria-hidden="true" />
      <span className="sr-only">{word}</span>
    </span>
  );
}
