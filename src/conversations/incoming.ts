import type { MessageFile } from './add-message.ts';
import type { Address, Trust } from './types.ts';

/** A message on its way in, as a channel understood it; the same shape from every channel. */
export type Incoming = {
  /** The message's id, made when its raw input was stored: what makes a second reading harmless. */
  id: string;
  channel: string;
  /** null for what no channel brought: sample data. */
  channelId: string | null;
  inboxId: string;
  rawId: string | null;
  at: Date;
  from: Address;
  /** Who handed it in for `from`, if somebody else. */
  sender?: Address;
  /** Whether `from` was named by a sender who is somebody else and proved nothing: it joins by a token alone. */
  named?: boolean;
  to: Address[];
  cc: Address[];
  subject: string;
  text: string;
  /** Already sanitised. */
  html: string | null;
  replyText: string;
  /** Which kind of machine wrote it, or null for a person. */
  automated: string | null;
  language: string | null;
  trust: Trust;
  /** The channel's own name for it; for e-mail its Message-ID with the angle brackets. */
  externalKey: string | null;
  inReplyTo: string | null;
  references: string[];
  /** Words that may be thread tokens; not yet checked. */
  tokens: string[];
  attachments: MessageFile[];
  remoteImages: number;
  warnings: string[];
  /** An old fact, back-filled: nothing happens but that it is there (law 15). */
  historic: boolean;
  /** Written by us outside Rapport: found in our own Sent folder. */
  fromUs: boolean;
};

/** The names of messages this one refers to, the nearest first, at most 20: the nearest and the root. */
export function referredKeys({ inReplyTo, references }: Incoming): string[] {
  const nearest = [inReplyTo, ...references.toReversed()].filter((key) => key !== null && key.length <= 500);
  const keys = [...new Set(nearest as string[])];
  const root = keys.at(-1);
  return keys.length <= 20 || root === undefined ? keys : [...keys.slice(0, 19), root];
}
