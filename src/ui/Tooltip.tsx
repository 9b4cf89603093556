import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Kbd } from './Kbd.tsx';

/** Put once around the app: after the first tooltip the next ones come without waiting. */
export const TooltipProvider = Base.Provider;

/** A name that appears over a control. Never the only place of something needed: touch has no hover. */
export function Tooltip({ label, keys, children }: { label: string; keys?: string; children: ReactElement }) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="fade flex items-center gap-2 rounded-control bg-float px-2 py-1 text-12 text-ink shadow-float">
            {label}
            {keys && <Kbd keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
