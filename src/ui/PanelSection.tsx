import type { ReactNode } from 'react';

/** A section of the side panel. */
export function PanelSection({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <section className="border-line border-b px-4 py-3">
      <div className="mb-2 flex min-h-5 items-center justify-between gap-2">
        <h2 className="font-medium text-12 text-ink2">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Names and values in two columns: "Assignee  Dana Price". */
export function Facts({ facts }: { facts: readonly { id?: string; name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[6rem_1fr] gap-x-2 gap-y-1">
      {facts.map(({ id, name, value }) => (
        <div key={id ?? name} className="contents">
          <dt className="text-ink2">{name}</dt>
          <dd dir="auto" className="min-w-0 truncate">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
