import type { ReactNode } from 'react';

/** Addresses of the web as people write them; runs in linear time because no part can match what another does. */
const web = /https?:\/\/[^\s<>"'`{}|\\^]{3,2000}/g;
/** What ends a sentence, not an address. */
const tail = /[.,;:!?)\]}»”’]+$/;

/** Plain text with its web addresses made links that tell nobody where one came from, and the names it calls marked. */
export function Linked({
  text,
  names = [],
}: {
  text: string;
  names?: readonly { id: string; name: string }[];
}) {
  const parts: ReactNode[] = [];
  let rest = 0;
  for (const match of text.matchAll(web)) {
    const address = match[0].replace(tail, '');
    if (!URL.canParse(address)) continue;
    parts.push(...named(text.slice(rest, match.index), names));
    parts.push(
      <a key={match.index} href={address} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
        {address}
      </a>,
    );
    rest = match.index + address.length;
  }
  parts.push(...named(text.slice(rest), names));
  return <>{parts}</>;
}

/** Text cut where it calls one of these by `@`; the longest name first, so that "Maya L" is not "Maya". */
function named(text: string, names: readonly { id: string; name: string }[]): ReactNode[] {
  const parts: ReactNode[] = [];
  const called = [...names].sort((a, b) => b.name.length - a.name.length);
  let rest = 0;
  for (
    let at = text.indexOf('@');
    called.length > 0 && at >= 0;
    at = text.indexOf('@', Math.max(at + 1, rest))
  ) {
    const one = called.find(({ name }) => text.startsWith(name, at + 1));
    if (!one) continue;
    parts.push(
      text.slice(rest, at),
      <span key={at} className="rounded-sm bg-accent/14 px-0.5 font-medium text-accent-ink">
        @{one.name}
      </span>,
    );
    rest = at + 1 + one.name.length;
  }
  return [...parts, text.slice(rest)];
}
