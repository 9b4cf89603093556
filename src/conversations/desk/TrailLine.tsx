import { Activity } from 'lucide-react';
import type { ReactNode } from 'react';
import { fullTime, shortAgo } from '../../ui/format.ts';

/** A line of what happened between two messages: "Priority raised to High by rule …". */
export function TrailLine({
  at,
  now,
  icon,
  children,
}: {
  at: Date;
  now: Date;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex items-center gap-2 ps-9.5 text-12 text-ink3">
      {icon ?? <Activity size={13} aria-hidden="true" />}
      <span>
        {children}
        <time dateTime={at.toISOString()} title={fullTime(at)}>
          {' '}
          · {shortAgo(at, now)}
        </time>
      </span>
    </div>
  );
}
