import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ClientId, CursorWord, Id, Limit, Page } from '../platform/http/shapes.ts';
import { actsContract } from './acts.contract.ts';
import { asideContract } from './aside/contract.ts';
import { checklistContract } from './checklist/contract.ts';
import { followContract } from './follow/contract.ts';
import { handingContract } from './handing/contract.ts';
import { historyContract } from './history/contract.ts';
import { keptContract } from './kept/contract.ts';
import { resolutionContract } from './resolution/contract.ts';
import { savedViewsContract } from './saved-views/contract.ts';
import { bounds, sorts } from './saved-views/filter.ts';
import { searchContract } from './search/contract.ts';
import { sendLaterContract } from './send-later/contract.ts';
import { Changed, ConversationRef, GivenAddress, Outgoing, Text } from './shapes.ts';
import { tagsContract } from './tags/contract.ts';
import { togetherContract } from './together/contract.ts';
import { deliveries, views } from './types.ts';
import { vocabularyContract } from './vocabulary.contract.ts';
import { Conversation, Message, Row } from './wire.ts';
import { workloadContract } from './workload/contract.ts';

/** The API of conversations: its schemas are the wire types of the desk and of every other program (law 7). */

/** In a query string `false` is a word, and a word that is not empty would count as yes. */
const YesNo = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);

/** Which conversations a list means. */
const Asked = z.object({
  view: z.enum(views).optional().describe('"open" unless there is a filter or a view of yours.'),
  viewId: Id.optional().describe('A view of GET /api/views.'),
  filter: z
    .string()
    .max(bounds.json)
    .optional()
    .describe('A filter as JSON, as in POST /api/views; with the others all must hold.'),
  sort: z.enum(sorts).optional().describe("The view's own, or newest."),
  inboxId: Id.optional(),
  teamId: Id.optional(),
  customerId: Id.optional(),
  followed: YesNo.default(false).describe('Only what you follow.'),
});

export type { SearchView } from './search/contract.ts';
export type { ConversationView, MessageView, RowView } from './wire.ts';

/** What topics with a contract of their own build upon. */
export type RefShape = typeof ConversationRef;
export type OutgoingShape = typeof Outgoing;

const conversation = oc.errors({
  NEWER_MESSAGE: { status: 409, data: z.object({ newest: Id.nullable(), missed: z.array(Message) }) },
});

export const conversationsContract = {
  ...savedViewsContract,
  ...workloadContract,
  ...togetherContract(ConversationRef, Outgoing),
  ...asideContract(ConversationRef, Outgoing),
  ...followContract,
  ...handingContract,
  ...sendLaterContract,
  ...checklistContract,
  ...resolutionContract,
  ...historyContract(Message),
  ...tagsContract,
  ...keptContract,
  ...actsContract,
  ...searchContract,
  ...vocabularyContract,
  list: oc
    .route({ method: 'GET', path: '/conversations', summary: 'Conversations of a view or a filter' })
    .input(Asked.extend({ limit: Limit, cursor: CursorWord }))
    .output(Page(Row)),
  rows: oc
    .route({
      method: 'GET',
      path: '/conversation-rows',
      summary: 'Those of some conversations that a list holds, as it shows them now, in its order',
    })
    .input(Asked.extend({ ids: z.union([z.array(Id).min(1).max(100), Id.transform((id) => [id])]) }))
    .output(z.object({ items: z.array(Row) })),
  counts: oc
    .route({
      method: 'GET',
      path: '/conversation-counts',
      summary: 'How many in each view, exact up to 1,000; 1,001 means more',
    })
    .output(
      z.object(
        Object.fromEntries(views.map((view) => [view, z.number().int()])) as Record<
          (typeof views)[number],
          z.ZodNumber
        >,
      ),
    ),
  get: oc
    .route({ method: 'GET', path: '/conversations/{id}', summary: 'One conversation' })
    .input(ConversationRef)
    .output(Conversation),
  messages: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/messages',
      summary: 'Its messages and trail, oldest first',
    })
    .input(
      ConversationRef.extend({
        limit: Limit,
        cursor: CursorWord,
        from: z
          .enum(['start', 'end'])
          .default('start')
          .describe('"end" gives the newest page; `next` then leads to older ones.'),
      }),
    )
    .output(Page(Message)),
  original: oc
    .route({ method: 'GET', path: '/messages/{messageId}/html', summary: "A message's sanitised HTML" })
    .input(z.object({ messageId: Id, images: YesNo.default(false) }))
    .output(z.object({ html: z.string(), remoteImages: z.number().int() })),
  start: oc
    .route({
      method: 'POST',
      path: '/conversations',
      summary: 'Start a conversation, or record one that came another way',
      successStatus: 201,
    })
    .input(
      Outgoing.extend({
        customer: z.union([Id, GivenAddress]).describe('An existing customer, or an address.'),
        inboxId: Id,
        subject: z.string().trim().max(500),
        direction: z
          .enum(['in', 'out'])
          .default('out')
          .describe('"in" records what the customer said; nothing is sent.'),
      }),
    )
    .output(z.object({ id: Id, number: z.number().int(), messageId: Id, version: z.number().int() })),
  reply: conversation
    .route({
      method: 'POST',
      path: '/conversations/{id}/replies',
      summary: 'Answer the customer',
      successStatus: 201,
    })
    .input(
      Outgoing.extend({
        id: ConversationRef.shape.id,
        seen: Id.nullish().describe(
          'The newest message you have seen; a newer one stops the reply. Left out: not checked.',
        ),
        solve: z.boolean().default(false),
      }),
    )
    .output(z.object({ messageId: Id, version: z.number().int(), delivery: z.enum(deliveries) })),
  takeBack: oc
    .route({
      method: 'POST',
      path: '/messages/{messageId}/take-back',
      summary: 'Undo a reply that has not left yet',
    })
    .input(z.object({ messageId: Id }))
    .output(Changed),
  note: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/notes',
      summary: 'Write an internal note',
      successStatus: 201,
    })
    .input(
      ConversationRef.extend({
        messageId: ClientId.optional(),
        text: Text.optional(),
        html: Text.optional(),
        attachments: z.array(Id).max(50).optional(),
        mentions: z
          .array(Id)
          .max(50)
          .optional()
          .describe('Agents and teams to tell, beside those the HTML names by `<span data-mention="ID">`.'),
      }),
    )
    .output(
      z.object({
        messageId: Id,
        version: z.number().int(),
        notTold: z.array(Id).describe('Named colleagues who may not see this conversation.'),
      }),
    ),
};
