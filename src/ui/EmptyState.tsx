import type { ReactNode } from 'react';

/** Nothing here yet: says why, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  page,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It is all there is on the page, so its title is the page's heading. */
  page?: boolean;
}) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className="mx-auto flex h-full max-w-80 flex-col items-center justify-center gap-1 p-6 text-center">
      {icon && <div className="mb-3 text-ink3">{icon}</div>}
      <Title className="font-semibold text-14">{title}</Title>
      {children && <div className="text-ink2">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
