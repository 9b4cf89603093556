import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { t } from './words.ts';

type Props = {
  open: boolean;
  onClose: () => void;
  title: string;
  /** A sentence under the title. */
  description?: ReactNode;
  children: ReactNode;
  /** The buttons, the main one last. */
  foot?: ReactNode;
  width?: 420 | 560 | 720;
};

export const veil = 'fade fixed inset-0 z-40 bg-veil';

/** A window over the page for one matter; Escape and a click outside close it, focus goes back. */
export function Dialog({ open, onClose, title, description, children, foot, width = 420 }: Props) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={veil} />
        <Base.Popup
          style={{ maxWidth: width }}
          className={cx(
            'fade fixed inset-x-4 top-[12dvh] z-40 mx-auto flex max-h-[76dvh] flex-col rounded-surface bg-float shadow-float outline-none',
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4">
            <div className="flex-1">
              <Base.Title className="font-semibold text-16">{title}</Base.Title>
              {description && <Base.Description className="mt-1 text-ink2">{description}</Base.Description>}
            </div>
            <Base.Close
              aria-label={t('ui.close')}
              className="-me-1.5 grid size-7 place-items-center rounded-control text-ink3 hover:bg-raise hover:text-ink"
            >
              <X size={16} aria-hidden="true" />
            </Base.Close>
          </header>
          <div className="flex flex-col gap-4 overflow-y-auto px-5 py-4">{children}</div>
          {foot && <footer className="flex flex-wrap justify-end gap-2 px-5 pb-4">{foot}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
