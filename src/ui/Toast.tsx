import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { readyToToast } from './toast.ts';
import { t } from './words.ts';

const toasts = Base.createToastManager();

/** Puts the corner where toasts appear; F6 reaches it from the keyboard. Loaded once there is something to say. */
export default function Toasts() {
  useEffect(() => readyToToast(toasts), []);
  return (
    <Base.Provider toastManager={toasts} limit={3}>
      <Base.Portal>
        <Base.Viewport
          aria-label={t('ui.toasts')}
          className="fixed start-4 bottom-17 z-50 flex max-w-[calc(100vw-2rem)] flex-col gap-2 pair:bottom-4 nav:start-56"
        >
          <Shown />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Shown() {
  return Base.useToastManager().toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      data-toast
      className="fade w-fit max-w-full rounded-menu bg-float shadow-float"
    >
      <Base.Content className="flex min-h-10 items-center gap-3 ps-3.5 pe-1.5 text-13">
        <Base.Title className={item.type === 'bad' ? 'py-2 text-bad' : 'py-2'} />
        {item.actionProps && (
          <Base.Action className="h-7 shrink-0 rounded-control px-2 font-semibold text-accent-ink hover:bg-raise" />
        )}
        <Base.Close
          aria-label={t('ui.close')}
          // Ours never lie behind each other, where the library would hide it from the ear though it can be reached.
          aria-hidden={false}
          className="grid size-7 shrink-0 place-items-center rounded-control text-ink3 hover:bg-raise hover:text-ink"
        >
          <X size={14} aria-hidden="true" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
