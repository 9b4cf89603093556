import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Done, Id } from '../platform/http/shapes.ts';
import { Changed, ConversationRef } from './shapes.ts';
import { kinds } from './types.ts';

/** What is done to one conversation, besides writing in it, and what is written but not sent. */
export const actsContract = {
  assign: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/assign',
      summary: 'Assign to an agent, a team, both or nobody',
    })
    .input(ConversationRef.extend({ agentId: Id.nullish(), teamId: Id.nullish() }))
    .output(Changed),
  solve: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/solve',
      summary: 'Solve, with what fixed it if you like',
    })
    .input(
      ConversationRef.extend({
        how: z.string().max(10_000).optional(),
        causeId: Id.nullish(),
        why: z.string().max(10_000).optional(),
      }),
    )
    .output(Changed),
  reopen: oc
    .route({ method: 'POST', path: '/conversations/{id}/reopen', summary: 'Open again' })
    .input(ConversationRef)
    .output(Changed),
  status: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/status',
      summary: 'Set open, waiting for the customer, or on hold',
    })
    .input(ConversationRef.extend({ status: z.enum(['open', 'waiting', 'held']) }))
    .output(Changed),
  change: oc
    .route({
      method: 'PATCH',
      path: '/conversations/{id}',
      summary: 'Change subject, kind, priority, inbox or fields',
    })
    .input(
      ConversationRef.extend({
        subject: z.string().trim().min(1).max(500).optional(),
        kind: z.enum(kinds).optional(),
        priority: z.number().int().min(0).max(3).optional(),
        inboxId: Id.optional(),
        fields: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .output(Changed),
  snooze: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/snooze',
      summary: 'Put away until a time or an answer, or bring back with null',
    })
    .input(
      ConversationRef.extend({
        until: z.coerce.date().nullable(),
        answer: z
          .boolean()
          .default(false)
          .describe('Until the customer answers; then `until` is the latest, four weeks if null.'),
      }),
    )
    .output(Changed),
  tag: oc
    .route({ method: 'POST', path: '/conversations/{id}/tags', summary: 'Add and remove tags by name' })
    .input(
      ConversationRef.extend({
        add: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
        remove: z.array(z.string().trim().max(60)).max(50).default([]),
      }),
    )
    .output(Changed),
  spam: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/spam',
      summary: 'Mark as spam; may block the sender too',
    })
    .input(ConversationRef.extend({ block: z.boolean().default(false) }))
    .output(Changed),
  bin: oc
    .route({ method: 'POST', path: '/conversations/{id}/bin', summary: 'Put in the bin' })
    .input(ConversationRef)
    .output(Changed),
  restore: oc
    .route({ method: 'POST', path: '/conversations/{id}/restore', summary: 'Take out of spam or the bin' })
    .input(ConversationRef)
    .output(Changed),
  acceptParticipant: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/participants',
      summary: 'Agree to, or refuse, someone a stranger named',
    })
    .input(ConversationRef.extend({ address: z.string().max(254), accept: z.boolean() }))
    .output(Changed),
  draft: oc
    .route({ method: 'GET', path: '/conversations/{id}/draft', summary: 'Your own draft here' })
    .input(ConversationRef)
    .output(
      z
        .object({ body: z.record(z.string(), z.unknown()), version: z.number().int(), updatedAt: z.date() })
        .nullable(),
    ),
  saveDraft: oc
    .route({
      method: 'PUT',
      path: '/conversations/{id}/draft',
      summary: 'Keep your draft; null throws it away',
    })
    .input(ConversationRef.extend({ body: z.record(z.string(), z.unknown()).nullable() }))
    .output(Done),
};
