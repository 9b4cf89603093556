import type { z } from 'zod';
import type { Incoming } from '../conversations/receive.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Ground } from '../platform/ground.ts';
import type { Outgoing } from './outgoing.ts';
import type { Sent } from './sent.ts';
import type { ChannelRow } from './tables.ts';

/**
 * The contract of an adapter. Adapters are stateless translators between one way of talking and the
 * core, which owns storage, the outbox, retries, pacing and policy. To add one: write it, name it in
 * registry.ts; settings form, composer limits and API follow from what it declares.
 */
export type ChannelAdapter = {
  /** Unique and lasting, like 'email'. */
  readonly type: string;
  /** The settings that are not secret: one schema for form, API and validation. */
  readonly config: z.ZodType;
  capabilities(channel: ChannelRow): Capabilities;
  /**
   * Makes sense of one stored raw input. Total: what cannot be read is `unreadable`, with the reason
   * in words. Touches neither database nor anything else that lasts.
   */
  read(ground: Ground, channel: ChannelRow, raw: StoredRaw, bytes: Buffer): Promise<Reading>;
  /**
   * Receives until `signal` aborts; throws `ListenError` when it cannot go on, and is then started
   * again after a pause with the cursor saved last. Left out by channels that are only pushed to.
   */
  listen?(ground: Ground, channel: ChannelRow, hands: ListenerHands, signal: AbortSignal): Promise<void>;
  /**
   * Hands one message over and says what came of it; throws only `Unsayable`, what `handOver` threw, or a
   * fault of our own before handing over. Left out by channels that only receive.
   */
  send?(ground: Ground, channel: ChannelRow, message: Parting): Promise<Sent>;
  /** The name a message will carry on this channel, the same at every try. */
  nameOf?(ground: Ground, channel: ChannelRow, message: { id: string; number: string | null }): string;
  /** Whether this channel is set up to send. */
  canSend?(channel: ChannelRow): boolean;
};

/** A message at the moment it leaves. */
export type Parting = {
  message: Outgoing;
  /** What `nameOf` said. */
  key: string;
  /** Recipients who have it from an earlier try and must not get it again. */
  taken: readonly string[];
  /**
   * Called once, right before what cannot be taken back. It records that fact, or throws if this try may
   * no longer send (another process took over).
   */
  handOver(): Promise<void>;
};

/** Why a message cannot be said on its channel at all, in words for whoever wrote it. */
export class Unsayable extends Error {}

/** What a channel can carry, so that the composer and the outbox keep to it. */
export type Capabilities = {
  text: { max: number; unit: 'chars' | 'bytes'; rich: 'none' | 'markdown' | 'html' };
  /** Bytes of all files of one message together, or false. */
  files: { max: number; perMessage: number } | false;
  /** Which states the other side reports back. */
  receipts: readonly ('sent' | 'delivered' | 'bounced')[];
  /** Whether we may write first, to someone who has not written to us here. */
  canStart: boolean;
  /** Whether a message may go to several people at once, with copies. */
  copies: boolean;
  /** How many messages may leave in a minute; the outbox keeps to it. */
  perMinute: number;
};

/** One raw input on its way into storage. */
export type RawItem = {
  bytes: Buffer;
  /** Makes a repeat harmless: the same input, however often and wherever it is met, has the same key. */
  externalKey: string;
  /** What the wire knew and the bytes do not say: peer, recipients, folder. JSON. */
  envelope: Record<string, unknown>;
  /** Back-filled: no acknowledgement, clock, rule or notice fires (law 15). */
  historic: boolean;
  /** When it reached us or, for old ones, its host. */
  at: Date;
};

/** A raw input as stored; the envelope is what its RawItem said. */
export type StoredRaw = {
  id: string;
  envelope: Record<string, unknown>;
  historic: boolean;
  receivedAt: Date;
  size: number;
  /** How often reading it failed before. */
  attempts: number;
};

/** A file that came with a message. */
export type IncomingFile = {
  name: string;
  type: string;
  bytes: Uint8Array;
  cid: string | null;
  inline: boolean;
};

/** What a raw input turned out to be. */
export type Reading =
  | { is: 'message'; incoming: Omit<Incoming, 'attachments'>; files: IncomingFile[] }
  /** News about a message of ours (a bounce): `apply` says whether it found that message. */
  | { is: 'receipt'; apply(tx: Tx, now: Date): Promise<boolean>; note: string }
  /** Nothing a person needs to see, with the reason in words. */
  | { is: 'ignored'; note: string }
  | { is: 'unreadable'; reason: string };

/** What a listener is given to work with. */
export type ListenerHands = {
  /** Where it left off, in its own words; null the first time. */
  cursor: string | null;
  /**
   * Stores a batch and the cursor after it in one transaction, so that a crash repeats or skips nothing.
   * Throws when this process no longer holds the channel.
   */
  emit(items: RawItem[], cursor: string): Promise<void>;
  /** Says that the other side was reached just now and there is nothing left to fetch. */
  well(): Promise<void>;
};

/** Why a listener stopped. `reauth`: only a person can help, by a new password. */
export class ListenError extends Error {
  readonly state: 'reauth' | 'degraded';

  constructor(state: 'reauth' | 'degraded', sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'ListenError';
    this.state = state;
  }
}
