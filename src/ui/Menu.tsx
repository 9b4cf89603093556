import {
  cloneElement,
  lazy,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  useState,
} from 'react';

const OpenedMenu = lazy(() => import('./OpenedMenu.tsx'));

export type MenuItem =
  | {
      label: string;
      onSelect: () => void;
      icon?: ReactNode;
      /** The keys that do the same without the menu. */
      keys?: string;
      danger?: boolean;
      disabled?: boolean;
      checked?: boolean;
    }
  | { heading: string }
  | 'line';

export type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement<{
    onClick?: (event: MouseEvent<HTMLElement>) => void;
    onPointerEnter?: () => void;
    'aria-haspopup'?: 'menu';
    'aria-expanded'?: boolean;
  }>;
  items: readonly MenuItem[];
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'inline-start' | 'inline-end';
};

/**
 * A list of things to do, each with its keys. Until it is opened for the first time only its button exists:
 * a thread of five hundred messages has as many menus, and the desk's first load none.
 */
export function Menu(props: MenuProps) {
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const button = cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void import('./OpenedMenu.tsx'),
    onClick: ({ currentTarget }) =>
      setLandmark(currentTarget.closest<HTMLElement>('main, nav, [role=dialog]') ?? document.body),
  });
  if (!landmark) return button;
  return (
    <Suspense fallback={button}>
      <OpenedMenu {...props} landmark={landmark} />
    </Suspense>
  );
}
