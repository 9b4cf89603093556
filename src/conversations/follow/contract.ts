import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Done, Id } from '../../platform/http/shapes.ts';
import { ConversationRef } from '../shapes.ts';

/** The API of following and of whom one may name; a part of conversations' contract. */

const Person = z.object({ id: Id, name: z.string() });

export const followContract = {
  follow: oc
    .route({ method: 'PUT', path: '/conversations/{id}/following', summary: 'Follow, or no longer' })
    .input(ConversationRef.extend({ following: z.boolean() }))
    .output(Done),
  following: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/following',
      summary: 'Whether you follow, and who else does',
    })
    .input(ConversationRef)
    .output(z.object({ following: z.boolean(), followers: z.array(Person) })),
  colleagues: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/colleagues',
      summary: 'Who can be mentioned or given this, and who of them may see it',
    })
    .input(ConversationRef)
    .output(
      z.object({
        agents: z.array(
          Person.extend({ sees: z.boolean().describe('False: a mention tells them nothing.') }),
        ),
        teams: z.array(Person.extend({ size: z.number().int() })),
      }),
    ),
};
