import { toast } from '../../ui/toast.ts';
import { t } from '../../ui/words.ts';

/** How often an open desk asks whether there is a new version, in milliseconds. */
const AGAIN = 60 * 60_000;

/** Keeps the shell for offline hours and says when a newer version waits. Call once, when the desk is idle. */
export async function register(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const worker = navigator.serviceWorker;
  const registration = await worker.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined);
  if (!registration) return;
  let wanted = false;
  let said = false;
  const offer = () => {
    const waiting = registration.waiting;
    // Without a controller this is the first version, which nobody needs to be asked about.
    if (!waiting || !worker.controller || said) return;
    said = true;
    toast(t('desk.app.newVersion'), {
      stay: 0,
      action: {
        label: t('desk.app.reload'),
        onAct: () => {
          wanted = true;
          waiting.postMessage('take over');
        },
      },
    });
  };
  worker.addEventListener('controllerchange', () => {
    if (wanted) location.reload();
  });
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  offer();
  setInterval(() => void registration.update().catch(() => {}), AGAIN);
}
