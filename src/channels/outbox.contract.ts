import { oc } from '@orpc/contract';
import { z } from 'zod';
import { deliveries } from '../conversations/types.ts';
import { CursorWord, Done, Email, Id, Limit, Page } from '../platform/http/shapes.ts';

/** The API of the outbox: what has not left, what did not arrive, and what a person can do about it. */

export const outboxGroups = ['waiting', 'retrying', 'unknown', 'failed', 'bounced'] as const;
export type OutboxGroup = (typeof outboxGroups)[number];

export const OutboxItem = z.object({
  messageId: Id,
  conversation: z.object({ id: Id, number: z.number().int(), subject: z.string() }),
  inbox: z.object({ id: Id, name: z.string() }),
  channel: z.object({ id: Id, address: z.string() }).nullable(),
  author: z.string().nullable().describe('The agent who wrote it; null if it is automatic.'),
  to: z.array(z.string()),
  delivery: z.enum(deliveries),
  note: z.string().nullable().describe('What happened, in plain words.'),
  since: z.date().describe('When it came into this state.'),
  writtenAt: z.date(),
  tries: z.number().int(),
  lastTryAt: z.date().nullable(),
  nextTryAt: z.date().nullable(),
  can: z.array(z.enum(['retry', 'send-again', 'confirm', 'cancel'])),
});
export type OutboxItem = z.infer<typeof OutboxItem>;

const Held = z.object({ since: z.date(), reason: z.enum(['restore', 'person']) });
const ref = z.object({ messageId: Id });
const Count = z.number().int();

export const outboxContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/outbox',
      summary: 'Outgoing messages that have not arrived, newest change first',
    })
    .input(
      z.object({ group: z.enum(outboxGroups), inboxId: Id.optional(), limit: Limit, cursor: CursorWord }),
    )
    .output(Page(OutboxItem)),
  counts: oc
    .route({ method: 'GET', path: '/outbox/counts', summary: 'How many in each group, exact up to 1,000' })
    .output(
      z.object({
        waiting: Count,
        retrying: Count,
        unknown: Count,
        failed: Count,
        bounced: Count,
        held: Held.nullable().describe('Since when and why nothing leaves at all; null in ordinary times.'),
        mailboxes: z
          .array(
            z.object({
              channelId: Id,
              address: z.string(),
              needsPassword: z.boolean(),
              text: z.string().describe('Why it cannot send, in plain words.'),
              since: z.date(),
            }),
          )
          .describe('Mailboxes that cannot send at the moment.'),
      }),
    ),
  retry: oc
    .route({ method: 'POST', path: '/outbox/{messageId}/retry', summary: 'Try again now' })
    .input(
      ref.extend({
        anyway: z.boolean().default(false).describe('Send again although it may have been sent already.'),
      }),
    )
    .output(Done),
  confirm: oc
    .route({
      method: 'POST',
      path: '/outbox/{messageId}/confirm',
      summary: 'It was sent: take it off the list',
    })
    .input(ref)
    .output(Done),
  cancel: oc
    .route({ method: 'POST', path: '/outbox/{messageId}/cancel', summary: 'Do not send it any more' })
    .input(ref)
    .output(Done),
  hold: oc
    .route({ method: 'POST', path: '/outbox/hold', summary: 'Let nothing leave until released' })
    .output(Done),
  release: oc
    .route({ method: 'POST', path: '/outbox/release', summary: 'Let outgoing messages leave again' })
    .output(Done),
  acknowledgement: oc
    .route({
      method: 'GET',
      path: '/inboxes/{inboxId}/acknowledgement',
      summary: 'What an inbox answers by itself to a first mail; null is nothing',
    })
    .input(z.object({ inboxId: Id }))
    .output(z.object({ text: z.string() }).nullable()),
  setAcknowledgement: oc
    .route({
      method: 'PUT',
      path: '/inboxes/{inboxId}/acknowledgement',
      summary: 'Set what an inbox answers by itself, or nothing',
    })
    .input(z.object({ inboxId: Id, text: z.string().trim().min(1).max(5_000).nullable() }))
    .output(Done),
  deadAddresses: oc
    .route({
      method: 'GET',
      path: '/outbox/dead-addresses',
      summary: 'Which of these addresses mail came back from for good',
    })
    .input(z.object({ addresses: z.array(Email).min(1).max(100) }))
    .output(z.array(z.object({ address: z.string(), reason: z.string(), at: z.date() }))),
};
