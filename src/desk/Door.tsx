import type { ReactNode } from 'react';

/** The frame of what stands before the desk: setting up, signing in, accepting an invitation. */
export function Door({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <main className="grid min-h-dvh place-items-center bg-bg p-4">
      <div className="w-full max-w-95">
        <div className="rounded-surface border border-line bg-panel p-6 shadow-[0_1px_2px_oklch(0.1_0.01_280/0.03)] pair:p-8">
          <span
            aria-hidden="true"
            className="mb-5 grid size-8 place-items-center rounded-[8px] bg-accent font-semibold text-16 text-on-accent"
          >
            R
          </span>
          <h1 className="font-semibold text-16">{title}</h1>
          {lead && <p className="mt-1 text-ink2">{lead}</p>}
          <div className="mt-5 flex flex-col gap-4">{children}</div>
        </div>
        {foot && <div className="mt-4 text-center text-12 text-ink2">{foot}</div>}
      </div>
    </main>
  );
}
