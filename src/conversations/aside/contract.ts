import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Id } from '../../platform/http/shapes.ts';
import type { OutgoingShape, RefShape } from '../contract.ts';
import { deliveries, statuses } from '../types.ts';

/**
 * The API of side conversations and of passing a message on.
 * @param Ref names a conversation by id or number
 * @param Outgoing what every outgoing message may say (../contract.ts)
 */
export const asideContract = (Ref: RefShape, Outgoing: OutgoingShape) => ({
  asides: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/asides',
      summary: 'Side conversations with third parties beside this one, oldest first',
    })
    .input(Ref)
    .output(z.array(Aside)),
  openAside: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/asides',
      summary: 'Write to a third party beside this conversation; the customer never sees it',
      description:
        'Answers come in there. Go on with the ordinary replies of the side conversation, by its own id.',
      successStatus: 201,
    })
    .input(Outgoing.omit({ bcc: true }).extend({ ...Ref.shape, subject: z.string().trim().min(1).max(500) }))
    .output(z.object({ id: Id, number: z.number().int(), messageId: Id })),
  seeAside: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/seen',
      summary: 'What came in this side conversation was looked at',
    })
    .input(Ref)
    .output(z.object({ id: Id, version: z.number().int() })),
  forward: oc
    .route({
      method: 'POST',
      path: '/messages/{messageId}/forward',
      summary: 'Pass one message on to anyone, with a comment',
      description: 'Answers to it begin a conversation of their own: nothing in it leads back to this one.',
      successStatus: 201,
    })
    .input(
      Outgoing.omit({ messageId: true }).extend({
        messageId: Id,
        forwardId: Id.optional().describe('Made by the client; sending the same id twice does it once.'),
        files: z.array(Id).max(100).optional().describe('Which of its attachments go along; left out: all.'),
      }),
    )
    .output(z.object({ messageId: Id, version: z.number().int(), delivery: z.enum(deliveries) })),
});

const Aside = z.object({
  id: Id,
  number: z.number().int(),
  subject: z.string(),
  preview: z.string(),
  status: z.enum(statuses),
  with: z.array(z.object({ name: z.string(), address: z.string() })),
  messageCount: z.number().int(),
  lastMessageAt: z.date(),
  unseen: z.boolean().describe('Whether an answer came that nobody has looked at yet.'),
});

export type AsideView = z.output<typeof Aside>;
