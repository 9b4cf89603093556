import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Done, Id } from '../../platform/http/shapes.ts';

/** The API of resolutions: how something was solved, its cause, and how to keep it from coming back. */

const Asking = z
  .enum(['off', 'ask', 'require'])
  .describe('Whether solving asks for a resolution: never, as an offer, or as a condition.');

const Hints = z.object({
  asking: Asking,
  how: z.string(),
  causeId: Id.nullable(),
  why: z.string(),
  from: z
    .object({ number: z.number().int(), own: z.boolean() })
    .nullable()
    .describe('The solved conversation that reads alike; `own`: of the same customer.'),
  causes: z
    .array(z.object({ causeId: Id, how: z.string(), why: z.string() }))
    .describe('What was last said with each cause.'),
});

const SolvedBeforeLine = z.object({
  conversation: z.object({ id: Id, number: z.number().int(), subject: z.string() }),
  how: z.string(),
  cause: z.string().nullable().describe('The cause with its way down: "Billing › Charged twice".'),
  why: z.string(),
  at: z.date(),
  by: z.string().nullable(),
});

export type HintsView = z.output<typeof Hints>;
export type SolvedBefore = z.output<typeof SolvedBeforeLine>;

export const resolutionContract = {
  resolutionHints: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/resolution-hints',
      summary: 'What a resolution may be filled in with',
    })
    .input(z.object({ id: z.union([Id, z.string().regex(/^\d{1,12}$/)]) }))
    .output(Hints),
  solvedBefore: oc
    .route({
      method: 'GET',
      path: '/customers/{customerId}/resolutions',
      summary: "How this customer's conversations were solved, newest first",
    })
    .input(z.object({ customerId: Id, limit: z.coerce.number().int().min(1).max(100).default(20) }))
    .output(z.object({ items: z.array(SolvedBeforeLine), next: z.null() })),
  resolutionAsking: oc
    .route({ method: 'GET', path: '/resolution-asking', summary: 'What each inbox asks on solving' })
    .output(z.array(z.object({ inboxId: Id, name: z.string(), asking: Asking }))),
  setResolutionAsking: oc
    .route({
      method: 'PUT',
      path: '/resolution-asking/{inboxId}',
      summary: 'Set whether solving in an inbox asks for a resolution',
    })
    .input(z.object({ inboxId: Id, asking: Asking }))
    .output(Done),
  everyCause: oc
    .route({ method: 'GET', path: '/causes/all', summary: 'The tree of causes with what was put away' })
    .output(
      z.array(
        z.object({
          id: Id,
          parentId: Id.nullable(),
          name: z.string(),
          archived: z.boolean(),
          used: z.number().int().describe('How many conversations were solved with it.'),
        }),
      ),
    ),
  changeCause: oc
    .route({ method: 'PATCH', path: '/causes/{id}', summary: 'Rename, move, put away or take back a cause' })
    .input(
      z.object({
        id: Id,
        name: z.string().trim().min(1).max(200).optional(),
        parentId: Id.nullish(),
        archived: z.boolean().optional(),
      }),
    )
    .output(Done),
  removeCause: oc
    .route({ method: 'DELETE', path: '/causes/{id}', summary: 'Delete a cause nobody has used' })
    .input(z.object({ id: Id }))
    .output(Done),
};
