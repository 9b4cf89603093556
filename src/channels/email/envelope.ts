import { z } from 'zod';

/** What the wire knew about a raw mail; kept beside it as JSON (raw_inbound.envelope). */
export const Envelope = z.object({
  via: z.enum(['door', 'imap', 'archive']),
  /** The sending server, at the door. */
  ip: z.string().optional(),
  helo: z.string().optional(),
  mailFrom: z.string().optional(),
  /** Our addresses it was sent to, plus-addresses and all. */
  recipients: z.array(z.string()).default([]),
  folder: z.string().optional(),
  uid: z.number().optional(),
  /** From our own Sent folder: something we said from another program. */
  sent: z.boolean().default(false),
  /** Bytes of a mail too large to be fetched, of which only the head is here. */
  tooLarge: z.number().optional(),
  /** A person asked to see it although it would be ignored. */
  anyway: z.boolean().default(false),
});
export type Envelope = z.infer<typeof Envelope>;
