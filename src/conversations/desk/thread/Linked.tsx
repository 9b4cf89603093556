import type { ReactNode } from 'react';

/** Addresses of the web as people write them; runs in linear time because no part can match what another does. */
const web = /https?:\/\/[^\s<>"'`{}|\\^]{3,2000}/g;
/** What ends a sentence, not an address. */
const tail = /[.,;:!?)\]}»”’]+$/;

/** Plain text with its web addresses made links that tell nobody where one came from. */
export function Linked({ text }: { text: string }) {
  const parts: ReactNode[] = [];
  let rest = 0;
  for (const match of text.matchAll(web)) {
    const address = match[0].replace(tail, '');
    if (!URL.canParse(address)) continue;
    parts.push(text.slice(rest, match.index));
    parts.push(
      <a key={match.index} href={address} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
        {address}
      </a>,
    );
    rest = match.index + address.length;
  }
  parts.push(text.slice(rest));
  return <>{parts}</>;
}
