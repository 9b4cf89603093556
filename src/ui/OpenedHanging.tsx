import { Popover as Base } from '@base-ui/react/popover';
import { useEffect } from 'react';
import { cx } from './cx.ts';
import type { HangingProps } from './Hanging.tsx';
import { restCursor } from './rest.ts';

/** A popover as long as it is mounted; `Hanging` puts it. */
export default function OpenedHanging({
  anchor,
  onClose,
  label,
  children,
  align = 'end',
  side = 'bottom',
  className,
}: HangingProps) {
  // What had the cursor before may be gone by now, such as a line of a menu.
  useEffect(() => () => void requestAnimationFrame(restCursor), []);
  return (
    <Base.Root
      open
      onOpenChange={(open, { event }) => {
        const on = event.target instanceof Node && anchor?.contains(event.target);
        if (!open && !(on && event.type !== 'keydown')) onClose();
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          sideOffset={6}
          align={align}
          side={side}
          collisionPadding={8}
          className="z-40"
        >
          <Base.Popup
            aria-label={label}
            className={cx(
              'fade max-w-[calc(100vw-1rem)] rounded-menu bg-float text-13 shadow-float outline-none',
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
