import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Id } from '../../platform/http/shapes.ts';

/** How much the things a workspace keeps in its settings are used, so that nobody removes one blindly. */

const Use = z.object({ id: Id, uses: z.number().int() });

export const keptContract = {
  uses: oc
    .route({
      method: 'GET',
      path: '/uses',
      summary: 'How many conversations use each team, brand, inbox and custom field, exact up to 1,000',
    })
    .output(
      z.object({
        teams: z.array(Use).describe('Conversations that are not solved yet.'),
        brands: z.array(Use),
        inboxes: z.array(Use),
        fields: z.array(Use).describe('Of conversations and of customers.'),
      }),
    ),
};
