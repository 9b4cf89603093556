import { Link, type LinkProps } from '@tanstack/react-router';

/** A way on from a door, as wide as its form. */
export function DoorLink({ to, children }: { to: LinkProps['to']; children: string }) {
  return (
    <Link
      to={to}
      className="inline-flex h-9 items-center justify-center rounded-control bg-accent px-3.5 font-semibold text-on-accent no-underline hover:bg-accent-strong"
    >
      {children}
    </Link>
  );
}
