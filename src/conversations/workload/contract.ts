import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Id } from '../../platform/http/shapes.ts';

/** Who works on what, for those who lead. */
export const workloadContract = {
  workload: oc
    .route({
      method: 'GET',
      path: '/workload',
      summary: 'Who works on what: each agent, what is open with them, and what they do right now',
    })
    .output(
      z.array(
        z.object({
          agent: z.object({ id: Id, name: z.string() }),
          online: z.boolean().describe('Whether a desk of theirs is open.'),
          lastSeenAt: z.date().nullable(),
          open: z.number().int(),
          oldestWaitingSince: z.date().nullable(),
          solvedToday: z
            .number()
            .int()
            .describe('Assigned to them, and solved since midnight of the workspace.'),
          at: z
            .array(z.object({ number: z.number().int(), state: z.enum(['viewing', 'replying', 'noting']) }))
            .describe('Conversations they look at or answer now.'),
        }),
      ),
    ),
};
