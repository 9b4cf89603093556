import { CircleAlert, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { t } from './words.ts';

type Props = {
  /** What happened, as a sentence. */
  title: string;
  /** That nothing was lost, and what to do. */
  children?: ReactNode;
  onRetry?: () => void;
};

/** Something failed: what happened, that nothing was lost, and a way to try again. */
export function ErrorState({ title, children, onRetry }: Props) {
  return (
    <div
      role="alert"
      className="mx-auto flex h-full max-w-90 flex-col items-center justify-center gap-1 p-6 text-center"
    >
      <CircleAlert size={20} className="mb-3 shrink-0 text-bad" aria-hidden="true" />
      <p className="font-semibold text-14">{title}</p>
      <div className="text-ink2">{children ?? t('ui.error.nothingLost')}</div>
      {onRetry && (
        <Button className="mt-4" icon={<RotateCw size={14} aria-hidden="true" />} onClick={onRetry}>
          {t('ui.tryAgain')}
        </Button>
      )}
    </div>
  );
}
