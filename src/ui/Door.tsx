import type { ReactNode } from 'react';

/** The frame of what stands before the desk: setting up, signing in, accepting an invitation. */
export function Door({
  title,
  lead,
  children,
  foot,
  wide,
}: {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
  /** For a page that offers ways to go instead of a form. */
  wide?: boolean;
}) {
  return (
    <main className="grid min-h-dvh place-items-center bg-bg p-4">
      <div className={wide ? 'w-full max-w-140' : 'w-full max-w-95'}>
        <div className="rounded-surface border border-line bg-panel p-6 shadow-[0_1px_2px_oklch(0.1_0.01_280/0.03)] pair:p-8">
          <span
            aria-hidden="true"
            className="mb-5 grid size-8 place-items-center rounded-[8px] bg-accent font-semibold text-16 text-on-accent"
          >
            R
          </span>
          <h1 className="font-semibold text-16">{title}</h1>
          {lead && <p className="mt-1 text-ink2">{lead}</p>}
          {children && <div className="mt-5 flex flex-col gap-4">{children}</div>}
        </div>
        {foot && <div className="mt-4 text-center text-12 text-ink2">{foot}</div>}
      </div>
    </main>
  );
}

/** What went wrong with a whole form, said at once to the ear. Draws nothing while all is well. */
export function FormError({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="empty:hidden">
      {children && <p className="rounded-control bg-bad-soft px-3 py-2 text-bad">{children}</p>}
    </div>
  );
}
