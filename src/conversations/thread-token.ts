import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../platform/settings/secrets.ts';

/*
 * The proof that a message answers one of our mails: the conversation's number and an HMAC over it, short
 * enough for a plus-address. 100 bits cannot be guessed; they can be forwarded, so a token alone makes its
 * bearer heard, never believed (thread.ts).
 */

const purpose = 'thread-token';
const bits = 100;
const shape = /^([0-9a-z]{1,13})-([a-z2-7]{20})$/;

const markOf = (secrets: Pick<Secrets, 'mark'>, number: string): string =>
  secrets.mark(number, purpose, bits);

/** The token of a conversation, by its number: `<number in base 36>-<20 characters of base 32>`. */
export function threadToken(secrets: Pick<Secrets, 'mark'>, number: string | number): string {
  const whole = BigInt(number);
  return `${whole.toString(36)}-${markOf(secrets, whole.toString())}`;
}

/**
 * The number of the conversation a token was made for, or undefined if it is not a token of ours. The
 * comparison takes the same time wherever it fails.
 */
export function readThreadToken(secrets: Pick<Secrets, 'mark'>, word: string): string | undefined {
  const found = shape.exec(word.toLowerCase());
  if (!found) return undefined;
  const number = fromBase36(found[1] as string).toString();
  const given = Buffer.from(found[2] as string);
  const right = Buffer.from(markOf(secrets, number));
  return given.length === right.length && timingSafeEqual(given, right) ? number : undefined;
}

/** Takes tokens out of text that leaves for somebody else, as they stand in plus-addresses and names of messages. */
export const withoutTokens = (text: string): string =>
  text.replace(/(?:\+|\.|%2b|&#43;)[0-9a-z]{1,13}-[a-z2-7]{20}(?=@|%40|&#64;)/gi, '');

function fromBase36(digits: string): bigint {
  let value = 0n;
  for (const digit of digits) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value;
}
