import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

type Props<V extends string> = {
  tabs: readonly { value: V; label: ReactNode }[];
  value: V;
  onChange: (value: V) => void;
  label: string;
  /** What the chosen tab shows. */
  children: ReactNode;
};

/** Several faces of one thing, one at a time. */
export function Tabs<V extends string>({ tabs, value, onChange, label, children }: Props<V>) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as V)}>
      <Base.List aria-label={label} className="flex flex-wrap gap-1">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="h-7 whitespace-nowrap rounded-control px-2.5 text-13 text-ink2 transition-colors hover:text-ink data-active:bg-raise data-active:font-semibold data-active:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel value={value}>{children}</Base.Panel>
    </Base.Root>
  );
}
