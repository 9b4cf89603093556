import { Tooltip as Base } from '@base-ui/react/tooltip';
import { useEffect, useState } from 'react';
import { Kbd } from './Kbd.tsx';

/** Milliseconds the mouse rests on a control before its name appears; none when one was just to be seen. */
const REST = 500;

/**
 * The desk's one tooltip, moved to whatever carries `data-tip` (IconButton does). One for all instead of one
 * each: a long list stays light, and this file is only loaded once somebody points at something. It is
 * decoration: the control has the same words as its own name.
 */
export default function Tooltips() {
  const [at, setAt] = useState<HTMLElement | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown = false;
    const put = (control: HTMLElement | null) => {
      shown = control?.isConnected ?? false;
      setAt(shown ? control : null);
    };
    const show = (event: Event) => {
      const control = tipped(event.target);
      clearTimeout(timer);
      if (!control || (event.type === 'focusin' && !control.matches(':focus-visible'))) put(null);
      else if (shown) put(control);
      else timer = setTimeout(() => put(control), REST);
    };
    const hide = () => {
      clearTimeout(timer);
      put(null);
    };
    addEventListener('pointerover', show);
    addEventListener('focusin', show);
    addEventListener('pointerdown', hide);
    addEventListener('keydown', hide);
    return () => {
      hide();
      removeEventListener('pointerover', show);
      removeEventListener('focusin', show);
      removeEventListener('pointerdown', hide);
      removeEventListener('keydown', hide);
    };
  }, []);
  if (!at) return null;
  return (
    <Base.Root open>
      <Base.Portal>
        <Base.Positioner anchor={at} sideOffset={6} className="pointer-events-none z-50">
          <Base.Popup
            aria-hidden="true"
            className="fade flex items-center gap-2 rounded-control bg-float px-2 py-1 text-12 text-ink shadow-float"
          >
            {at.dataset.tip}
            {at.dataset.keys && <Kbd keys={at.dataset.keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function tipped(target: EventTarget | null): HTMLElement | null {
  const control = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
  // What has its menu open already says enough.
  return control?.hasAttribute('data-popup-open') ? null : control;
}
