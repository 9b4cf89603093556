import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { veil } from '../ui/Dialog.tsx';
import { t } from '../ui/words.ts';

/** The navigation over the page, where it has no room beside it. */
export default function NavDrawer({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={veil} />
        <Dialog.Popup
          aria-label={t('desk.nav')}
          className="fade fixed inset-y-0 start-0 z-40 border-line border-e bg-bg shadow-float outline-none"
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
