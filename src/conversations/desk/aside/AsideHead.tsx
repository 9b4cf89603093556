import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../../ui/IconButton.tsx';
import { t } from '../../../ui/words.ts';

type HeadProps = { title: string; onClose: () => void; children?: ReactNode };

/** What it is about, and the way back to what is known of the customer. */
export function AsideHead({ title, onClose, children }: HeadProps) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-4">
      <h2 dir="auto" className="min-w-0 flex-1 truncate font-semibold text-14">
        {title}
      </h2>
      {children}
      <IconButton label={t('ui.close')} onClick={onClose} className="-me-1.5">
        <X size={16} aria-hidden="true" />
      </IconButton>
    </header>
  );
}
