import { domainToASCII } from 'node:url';
import type { Address } from '../../conversations/types.ts';

/**
 * An address as the envelope carries it: the domain in its ASCII form (RFC 5891), the part before the @
 * as it is. Undefined when it is none (RFC 5321, section 4.5.3.1 for lengths); quoted local parts, source
 * routes and anything that could end a header or a command are none.
 */
export function envelopeAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (at < 1 || Buffer.byteLength(local) > 64 || /[\s<>()[\]\\,;:"@\p{Cc}]/u.test(local)) return undefined;
  const domain = domainToASCII(address.slice(at + 1));
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain) || domain.length > 253) return undefined;
  return `${local}@${domain}`;
}

export type Sorted = { to: Address[]; cc: Address[]; bcc: Address[]; envelope: string[]; wrong: string[] };

/**
 * Puts recipients in order for sending: each once, the most visible place winning; never our own address,
 * which would come straight back; what is no address is named in `wrong`.
 */
export function sortRecipients(
  recipients: { to: Address[]; cc: Address[]; bcc: Address[] },
  ours: readonly string[],
): Sorted {
  const sorted: Sorted = { to: [], cc: [], bcc: [], envelope: [], wrong: [] };
  const seen = new Set(ours.map((address) => address.toLowerCase()));
  for (const place of ['to', 'cc', 'bcc'] as const) {
    for (const { name, address } of recipients[place]) {
      const written = envelopeAddress(address.trim());
      if (!written) {
        sorted.wrong.push(address.slice(0, 254));
        continue;
      }
      if (seen.has(written.toLowerCase())) continue;
      seen.add(written.toLowerCase());
      sorted[place].push({ name: oneLine(name), address: written });
      sorted.envelope.push(written);
    }
  }
  return sorted;
}

/** Text that cannot break out of a header: control characters and line ends become spaces. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
