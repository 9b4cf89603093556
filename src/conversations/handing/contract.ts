import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ClientId, Id } from '../../platform/http/shapes.ts';
import { ConversationRef } from '../shapes.ts';

/** The API of drafts handed to a colleague; a part of conversations' contract. */

const Person = z.object({ id: Id, name: z.string() });
const Body = z.record(z.string(), z.unknown());

const HandedDraft = z.object({
  id: Id,
  from: Person,
  to: Person,
  at: z.date(),
  body: Body.describe('As it was written: `reply` and `note` with their HTML and files.'),
});
export type HandedDraft = z.output<typeof HandedDraft>;

export const handingContract = {
  handDraft: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/handed-drafts',
      summary: 'Hand your draft to a colleague; yours is empty then',
      successStatus: 201,
    })
    .input(
      ConversationRef.extend({
        handedId: ClientId.optional(),
        agentId: Id,
        body: Body.optional().describe('Left out: the draft you have kept here.'),
        assign: z.boolean().default(true).describe('Give them the conversation too.'),
      }),
    )
    .output(z.object({ id: Id, version: z.number().int() })),
  handedDrafts: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/handed-drafts',
      summary: 'Drafts that wait for you here, and those of yours that wait for others',
    })
    .input(ConversationRef)
    .output(z.array(HandedDraft)),
  settleDraft: oc
    .route({
      method: 'POST',
      path: '/handed-drafts/{handedId}/settle',
      summary: 'Take or discard a draft handed to you, wait with it again, or take back one you handed',
    })
    .input(z.object({ handedId: Id, to: z.enum(['taken', 'discarded', 'waiting', 'withdrawn']) }))
    .output(z.object({ body: Body, conversationId: Id })),
};
