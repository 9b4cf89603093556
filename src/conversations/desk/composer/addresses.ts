import type { Address } from './draft-body.ts';

/** Near enough to RFC 5321, section 4.1.2, to refuse typing errors; the server checks again. */
const shape = /^[^\s@<>(),;:"\\[\]]{1,64}@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\]]{2,}$/;

/** Whether something can be an e-mail address. */
export const isAddress = (text: string): boolean => text.length <= 254 && shape.test(text);

/** Addresses as people type and paste them: "Leila Tanaka <leila@alder.example>; accounts@alder.example". */
export function readAddresses(text: string): Address[] {
  // A comma inside quotation marks belongs to the name.
  return (text.match(/(?:"[^"]*"|[^",;\n\t])+/g) ?? [])
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap((part): Address[] => {
      const named = /^"?([^"<]*?)"?\s*<([^<>]+)>$/.exec(part);
      if (named) return [{ name: (named[1] as string).trim(), address: (named[2] as string).trim() }];
      // Several with nothing but spaces between them.
      const words = part.split(/\s+/);
      if (words.length > 1 && words.every(isAddress)) return words.map((address) => ({ name: '', address }));
      return [{ name: '', address: part.replace(/^mailto:/i, '') }];
    });
}

/** A person as one says their name; the address where there is none. */
export const called = ({ name, address }: Address): string => name || address;
