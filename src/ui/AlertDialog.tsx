import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { veil } from './Dialog.tsx';
import { t } from './words.ts';

type Props = {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What it does and whether it can be undone. */
  children: ReactNode;
  /** The verb on the button that does it. */
  act: string;
  onAct: () => void;
  busy?: boolean;
};

/** Asks once more before something that cannot be undone. A click outside does not answer. */
export function AlertDialog({ open, onClose, title, children, act, onAct, busy }: Props) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={veil} />
        <Base.Popup className="fade fixed inset-x-4 top-[20dvh] z-40 mx-auto max-w-105 rounded-surface bg-float p-5 shadow-float outline-none">
          <Base.Title className="font-semibold text-16">{title}</Base.Title>
          <Base.Description className="mt-2 text-ink2">{children}</Base.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Base.Close render={<Button size={36}>{t('ui.cancel')}</Button>} />
            <Button size={36} look="danger" busy={busy} onClick={onAct}>
              {act}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
