/** The words of this room: what a conversation and its messages can be. */

/** Support is one problem to fix; service is advice, onboarding, a relationship. */
export const kinds = ['support', 'service'] as const;
export type Kind = (typeof kinds)[number];

export const statuses = ['new', 'open', 'waiting', 'held', 'solved', 'closed'] as const;
export type Status = (typeof statuses)[number];

/** 'merged' lies in another conversation now; 'aside' stands beside one. Neither is in a list of its own. */
export const places = ['inbox', 'spam', 'bin', 'merged', 'aside'] as const;
export type Place = (typeof places)[number];

/** The one list a conversation stands in, made by the database from place, snooze and status. */
export type Shelf = 'open' | 'waiting' | 'snoozed' | 'solved' | 'spam' | 'bin' | 'merged' | 'aside';

/** 'event' is a line of the trail ("Maya assigned this to Tom"), drawn from the event log. */
export type Direction = 'in' | 'out' | 'note' | 'event';

export const deliveries = [
  'held',
  'queued',
  'sending',
  'sent',
  'delivered',
  'unknown',
  'failed',
  'bounced',
  'cancelled',
] as const;
/**
 * Where an outgoing message is: held for undo or until a restore is released, queued, with the provider,
 * sent, confirmed, perhaps sent (we died before the answer), given up, bounced, taken back.
 */
export type Delivery = (typeof deliveries)[number];

/** Whether the sender is who the message says, by the channel's own proof (for e-mail DMARC). */
export type Trust = 'verified' | 'unverified' | 'failed';

export type Address = { name: string; address: string };
export type Recipients = { to?: Address[]; cc?: Address[]; bcc?: Address[] };

export const views = [
  'open',
  'mine',
  'unassigned',
  'waiting',
  'snoozed',
  'solved',
  'spam',
  'bin',
  'all',
] as const;
export type View = (typeof views)[number];
