import { z } from 'zod';
import { type Cursor, type Event, writeCursor } from '../events/read.ts';
import type { Present } from './presence.ts';

/*
 * The live protocol: JSON frames on the WebSocket `/live`.
 *
 * Only who is signed in gets one; anybody else is answered 401.
 *
 *   client  {is:'hello', from}                  first, once; `from` is the last cursor seen, or null
 *           {is:'presence', conversation, state, typing?}  every 15 s while looking at one, answering it or
 *                                       noting something in it, and when that or the typing changes
 *   server  {is:'ready', cursor}                answer to hello; what happened since `from` follows
 *           {is:'events', cursor, items}        ids and numbers only; ask the ordinary door for the rest
 *           {is:'reset', cursor}                too much was missed: ask for everything again
 *           {is:'presence', conversation, agents}
 *           {is:'bye', reason}                  'restart': come back after the close; any other: for good
 */

/** Ceilings of the protocol (law 10). */
export const limits = {
  /** The least time between two frames of events, in ms; what happens meanwhile goes out together. */
  gather: 20,
  /** Bytes of one frame from a client. */
  frame: 4_096,
  /** Frames from a client in any second. */
  framesPerSecond: 20,
  /** Bytes waiting for a slow reader before it is dropped; it comes back and catches up. */
  waiting: 256 * 1024,
  /** Events replayed after a cut; beyond that it is quicker to ask for everything again. */
  replay: 1_000,
  /** Sockets that have not said hello, in all and of one address, and how long each may take, in ms. */
  silent: 2_000,
  silentOfAddress: 250,
  helloWithin: 10_000,
} as const;

const FromClient = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('hello'), from: z.string().max(60).nullable() }),
  z.strictObject({
    is: z.literal('presence'),
    conversation: z.uuid(),
    state: z.enum(['viewing', 'replying', 'noting', 'gone']),
    typing: z.boolean().optional(),
  }),
]);
export type FromClient = z.output<typeof FromClient>;

/** Why the server ends a connection. */
export type Reason = 'signed-out' | 'bad-frame' | 'too-fast' | 'no-hello' | 'restart';

/** Reads a client's frame; undefined for anything that is not one. */
export function readFrame(data: string): FromClient | undefined {
  try {
    return FromClient.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

/** An event as it is shown to browsers: never its data. Written once, sent to many. */
export const itemOf = (event: Event): string =>
  JSON.stringify({
    kind: event.kind,
    conversation: event.conversationId,
    inbox: event.inboxId,
    version: event.version,
    by: event.by.id,
  });

export const ready = (cursor: Cursor): string => JSON.stringify({ is: 'ready', cursor: writeCursor(cursor) });
export const reset = (cursor: Cursor): string => JSON.stringify({ is: 'reset', cursor: writeCursor(cursor) });
export const events = (cursor: Cursor, items: readonly string[]): string =>
  `{"is":"events","cursor":"${writeCursor(cursor)}","items":[${items.join(',')}]}`;
export const bye = (reason: Reason): string => JSON.stringify({ is: 'bye', reason });
export const presence = (conversation: string, agents: readonly Present[]): string =>
  JSON.stringify({ is: 'presence', conversation, agents });

/** Negative, zero or positive as `a` is before, at or after `b`. */
export function compareCursors(a: Cursor, b: Cursor): number {
  const [left, right] = a.xid === b.xid ? [a.id, b.id] : [a.xid, b.xid];
  // Both are written without leading zeros, so a longer number is a larger one.
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}
