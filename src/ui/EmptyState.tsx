import type { ReactNode } from 'react';

/** Nothing here yet: says why, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto flex h-full max-w-80 flex-col items-center justify-center gap-1 p-6 text-center">
      {icon && <div className="mb-3 text-ink3">{icon}</div>}
      <p className="font-semibold text-14">{title}</p>
      {children && <div className="text-ink2">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
