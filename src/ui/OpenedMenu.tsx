import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { floating, option } from './control.ts';
import { cx } from './cx.ts';
import { Kbd } from './Kbd.tsx';
import type { MenuItem, MenuProps } from './Menu.tsx';

type Props = MenuProps & {
  /** Where it is put: who goes from landmark to landmark finds everything of the page. */
  landmark: HTMLElement;
};

/** A menu from its first opening on; `Menu` puts it. */
export default function OpenedMenu({ trigger, items, align = 'end', side = 'bottom', landmark }: Props) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal container={landmark}>
        <Base.Positioner sideOffset={4} align={align} side={side} className="z-50">
          <Base.Popup
            className={cx(floating, 'max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto')}
          >
            {/* A menu's lines stay in their order, so their place is their key. */}
            {items.map((item, place) => (
              <Line key={typeof item === 'object' && 'label' in item ? item.label : place} item={item} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Line({ item }: { item: MenuItem }) {
  if (item === 'line') return <Base.Separator className="my-1 h-px bg-line" />;
  if ('heading' in item)
    return <div className="px-2 pt-1.5 pb-1 font-medium text-12 text-ink3">{item.heading}</div>;
  return (
    <Base.Item
      onClick={item.onSelect}
      disabled={item.disabled}
      className={cx(option, item.danger && 'text-bad data-highlighted:bg-bad-soft')}
    >
      {item.icon && <span className="text-ink2">{item.icon}</span>}
      <span className="flex-1">{item.label}</span>
      {item.checked && <Check size={14} aria-hidden="true" />}
      {item.keys && <Kbd keys={item.keys} />}
    </Base.Item>
  );
}
