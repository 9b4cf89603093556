import { ArrowLeft, Menu as MenuIcon, PanelRight } from 'lucide-react';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { keysOf, useCommand } from './commands.ts';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';
import { useNavDrawer } from './nav-drawer.ts';
import { restCursor } from './rest.ts';
import { t } from './words.ts';

type Props = {
  list: ReactNode;
  /** What was chosen in the list; null while nothing is. */
  detail: ReactNode | null;
  /** What stands when nothing is chosen and there is room. */
  empty?: ReactNode;
  /** The list holds short words only and leaves the room to what is beside it. */
  narrow?: boolean;
};

/** A list and what was chosen from it: side by side where there is room, one after the other on a phone. */
export function Columns({ list, detail, empty, narrow }: Props) {
  return (
    <div className="flex min-h-0 flex-1">
      <div
        className={cx(
          'min-w-0 flex-col border-line pair:flex pair:shrink-0 pair:border-e',
          narrow ? 'pair:w-56 full:w-64' : 'pair:w-80 nav:w-87',
          detail ? 'hidden' : 'flex flex-1 pair:flex-none',
        )}
      >
        {list}
      </div>
      <div className={cx('min-w-0 flex-1 bg-bg', detail ? 'flex' : 'hidden pair:flex')}>
        {detail ?? empty}
      </div>
    </div>
  );
}

type BarProps = { children: ReactNode; className?: string };

/** The 47 px bar on top of each column. */
export function Bar({ children, className }: BarProps) {
  return (
    <header
      className={cx('flex h-12 shrink-0 items-center gap-2 border-line border-b bg-panel px-4', className)}
    >
      {children}
    </header>
  );
}

/** The button that opens the navigation, there only where the navigation is not. */
export function NavButton() {
  const open = useNavDrawer();
  return (
    <IconButton label={t('ui.openNav')} onClick={open} data-nav-button className="-ms-1.5 nav:hidden">
      <MenuIcon size={16} aria-hidden="true" />
    </IconButton>
  );
}

/** The button back to the list, there only where list and detail share one column. */
export function BackButton({ onBack }: { onBack: () => void }) {
  return (
    <IconButton label={t('ui.keys.back')} onClick={onBack} className="-ms-1.5 pair:hidden">
      <ArrowLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />
    </IconButton>
  );
}

type SideProps = {
  /** The bar and the work in the middle; it is given the button that opens the side. */
  children: (toggle: ReactNode) => ReactNode;
  side: ReactNode;
  label: string;
  /** What stands there now needs more room, and is meant to be seen. */
  broad?: boolean;
};

/** As --breakpoint-full in tokens.css: from here on the panel has a place of its own. */
const room = matchMedia('(min-width: 77.5rem)');
const watchRoom = (changed: () => void) => {
  room.addEventListener('change', changed);
  return () => room.removeEventListener('change', changed);
};

/** Whether somebody put the panel away where there is room for it; kept while the desk is open. */
let putAway = false;

/** Work with a side panel of 292 px (400 if `broad`): beside it where there is room, over it on demand elsewhere. */
export function WithSide({ children, side, label, broad = false }: SideProps) {
  const wide = useSyncExternalStore(watchRoom, () => room.matches);
  const [over, setOver] = useState(false);
  const [beside, setBeside] = useState(!putAway);
  const open = broad || (wide ? beside : over);
  const turn = () => {
    if (!wide) return setOver(!over);
    putAway = beside;
    setBeside(!beside);
    // The button goes with the click that brings the panel back.
    requestAnimationFrame(restCursor);
  };
  useCommand('panel', turn);
  // Beside the work it needs no button of its own; put away, it needs one to come back.
  const toggle = !(wide && open) && (
    <IconButton label={label} keys={keysOf('panel')} pressed={open} aria-expanded={open} onClick={turn}>
      <PanelRight size={16} aria-hidden="true" className="rtl:-scale-x-100" />
    </IconButton>
  );
  return (
    <div className="relative flex min-w-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">{children(toggle)}</div>
      <aside
        aria-label={label}
        className={cx(
          broad ? 'w-100' : 'w-73',
          'shrink-0 overflow-y-auto border-line border-s bg-panel',
          !open && 'hidden',
          !wide && 'absolute inset-y-0 end-0 top-12 z-20 max-w-full shadow-float',
        )}
      >
        {side}
      </aside>
    </div>
  );
}
