import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../platform/settings/secrets.ts';

/*
 * The link by which a customer says whether it is settled: the conversation's id and an HMAC over it, under a
 * key of its own, so that no other token of ours opens it. 120 bits cannot be guessed; they can be forwarded,
 * so the bearer may say how it was and be heard, and learns nothing but the subject.
 */

const purpose = 'settled-link';
const bits = 120;
const shape = /^([0-9a-f]{32})([a-z2-7]{24})$/;

const markOf = (secrets: Pick<Secrets, 'mark'>, id: string): string => secrets.mark(id, purpose, bits);

/** The word in the link of a conversation. */
export const linkWord = (secrets: Pick<Secrets, 'mark'>, conversationId: string): string =>
  conversationId.replaceAll('-', '') + markOf(secrets, conversationId);

/** The conversation a link's word was made for; undefined for any other word. */
export function readLinkWord(secrets: Pick<Secrets, 'mark'>, word: string): string | undefined {
  const [, hex, mark] = shape.exec(word) ?? [];
  if (!hex || !mark) return undefined;
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const given = Buffer.from(mark);
  const right = Buffer.from(markOf(secrets, id));
  return given.length === right.length && timingSafeEqual(given, right) ? id : undefined;
}
