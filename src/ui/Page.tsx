import type { FormEvent, ReactNode } from 'react';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Skeleton } from './Skeleton.tsx';
import { t } from './words.ts';

/** The top of a page of settings: what it is about, and the one thing most people come for. */
export function PageHead({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <header className="mb-5 flex flex-wrap items-start gap-x-4 gap-y-3">
      <div className="min-w-52 flex-1">
        <h1 className="font-semibold text-16">{title}</h1>
        {children && <p className="mt-1 max-w-120 text-ink2">{children}</p>}
      </div>
      {action}
    </header>
  );
}

type CardProps = {
  title?: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
  /** The content reaches the card's edge, as `Lines` do. */
  flush?: boolean;
};

const card = 'mb-5 rounded-surface border border-line bg-panel';

/** One matter on a page of settings. */
export function Card({ title, lead, action, children, foot, flush }: CardProps) {
  return (
    <section className={card}>
      {title && (
        <header
          className={cx(
            'flex flex-wrap items-start gap-x-4 gap-y-2 px-5 pt-4',
            flush && 'border-line border-b pb-3',
          )}
        >
          <div className="min-w-40 flex-1">
            <h2 className="font-semibold text-14">{title}</h2>
            {lead && <p className="text-ink2">{lead}</p>}
          </div>
          {action}
        </header>
      )}
      {children && <div className={flush ? undefined : 'flex flex-col gap-4 p-5'}>{children}</div>}
      {foot}
    </section>
  );
}

type FormCardProps = Omit<CardProps, 'foot' | 'flush'> & {
  /** Something was changed and waits to be saved. */
  dirty: boolean;
  busy: boolean;
  onSave: () => void;
  onDiscard: () => void;
  /** What went wrong, if something did. */
  error?: ReactNode;
};

/** A card one fills in; saving is offered once something was changed. */
export function FormCard({ dirty, busy, onSave, onDiscard, error, children, ...rest }: FormCardProps) {
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (dirty && !busy) onSave();
  };
  return (
    <form onSubmit={save} noValidate>
      <Card
        {...rest}
        foot={
          <div role="status">
            {(dirty || error) && (
              <div className="flex flex-wrap items-center justify-end gap-2 rounded-b-surface border-line border-t bg-bg px-5 py-3">
                {error && <p className="min-w-40 flex-1 text-12 text-bad">{error}</p>}
                <Button size={36} look="quiet" onClick={onDiscard}>
                  {t('ui.discard')}
                </Button>
                <Button size={36} look="primary" type="submit" busy={busy}>
                  {t('ui.save')}
                </Button>
              </div>
            )}
          </div>
        }
      >
        {children}
      </Card>
    </form>
  );
}

/** A list with lines between. */
export function Lines({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {children}
    </ul>
  );
}

/** One thing in `Lines`: what it is, a word about it, and what can be done with it. */
export function Line({
  start,
  title,
  detail,
  end,
  faded,
}: {
  start?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  end?: ReactNode;
  /** Put away or not in use any more. */
  faded?: boolean;
}) {
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 px-5 py-2.5">
      {start}
      <div className={cx('flex min-w-40 flex-1 basis-40 flex-col', faded && 'text-ink3')}>
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 font-medium">{title}</span>
        {detail && <span className={cx('min-w-0 text-12', faded ? 'text-ink3' : 'text-ink2')}>{detail}</span>}
      </div>
      {end && <div className="ms-auto flex flex-wrap items-center gap-2">{end}</div>}
    </li>
  );
}

/** The shape of `Lines` that are on their way. */
export function LinesLoading({ count = 3 }: { count?: number }) {
  return (
    <div aria-busy="true" className="divide-y divide-line">
      {Array.from({ length: count }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div key={line} className="flex h-14 items-center gap-3 px-5">
          <Skeleton className="size-7 rounded-full" />
          <div className="flex flex-1 flex-col gap-1.5">
            <Skeleton className="h-3.5 w-36" />
            <Skeleton className="h-3 w-56 max-w-full" />
          </div>
        </div>
      ))}
    </div>
  );
}
