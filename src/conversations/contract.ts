// Over 250 lines because it is one list, the API of a room, and is read as one.
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ClientId, CursorWord, Done, Id, Limit, Page } from '../platform/http/shapes.ts';
import { asideContract } from './aside/contract.ts';
import { checklistContract } from './checklist/contract.ts';
import { followContract } from './follow/contract.ts';
import { handingContract } from './handing/contract.ts';
import { historyContract } from './history/contract.ts';
import { keptContract } from './kept/contract.ts';
import { resolutionContract } from './resolution/contract.ts';
import { savedViewsContract } from './saved-views/contract.ts';
import { bounds, Filter, sorts } from './saved-views/filter.ts';
import { sendLaterContract } from './send-later/contract.ts';
import { Address, Changed, ConversationRef, GivenAddress, Outgoing, Text } from './shapes.ts';
import { tagsContract } from './tags/contract.ts';
import { Together, togetherContract } from './together/contract.ts';
import { deliveries, kinds, places, statuses, views } from './types.ts';
import { workloadContract } from './workload/contract.ts';

/** The API of conversations: its schemas are the wire types of the desk and of every other program (law 7). */

const Person = z.object({ id: Id, name: z.string() });
/** In a query string `false` is a word, and a word that is not empty would count as yes. */
const YesNo = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);

const Row = z.object({
  id: Id,
  number: z.number().int(),
  subject: z.string(),
  preview: z.string(),
  kind: z.enum(kinds),
  status: z.enum(statuses),
  place: z.enum(places),
  channel: z.string(),
  priority: z.number().int(),
  customer: Person.extend({ email: z.string().nullable() }),
  inbox: Person,
  team: Person.nullable(),
  assignee: Person.nullable(),
  tags: z.array(z.object({ id: Id, name: z.string(), hue: z.number() })),
  messageCount: z.number().int(),
  version: z.number().int(),
  lastMessageAt: z.date(),
  waitingSince: z.date().nullable(),
  snoozedUntil: z.date().nullable(),
  snoozedForAnswer: z.boolean().describe('Put away until the customer answers, `snoozedUntil` at latest.'),
  checklist: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  dueAt: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
  settled: z.boolean().nullable().describe('What the customer says; null while they have not.'),
  rating: z.number().int().nullable().describe('How it was, from 1 to 5.'),
  sample: z.boolean(),
});

const Conversation = Row.extend({
  brand: Person,
  newestMessageId: Id.nullable(),
  participants: z.array(
    Address.extend({ role: z.enum(['from', 'to', 'cc']), pending: z.boolean(), customerId: Id.nullable() }),
  ),
  replyTo: z.object({
    from: Address.nullable().describe(
      'The address the answer leaves from; null if this inbox has no mailbox.',
    ),
    to: z.array(Address),
    cc: z.array(Address),
  }),
  follows: z.object({ id: Id, number: z.number().int() }).nullable(),
  together: Together,
  flood: z.boolean().describe('Whether it collects what one sender wrote beyond all bounds.'),
  fields: z.record(z.string(), z.unknown()),
  resolution: z
    .object({
      how: z.string(),
      causeId: Id.nullable(),
      cause: z.string().nullable().describe('The cause with its way down, put away or not.'),
      why: z.string(),
      at: z.date(),
    })
    .nullable(),
  may: z.object({ reply: z.boolean(), note: z.boolean(), change: z.boolean(), manage: z.boolean() }),
});

const Attachment = z.object({
  id: Id,
  name: z.string(),
  type: z.string(),
  size: z.number(),
  inline: z.boolean(),
  url: z.string(),
});

const Message = z.object({
  id: Id,
  direction: z.enum(['in', 'out', 'note', 'event']),
  author: z.object({
    kind: z.enum(['customer', 'agent', 'bot', 'system']),
    id: Id.nullable(),
    name: z.string(),
  }),
  at: z.date(),
  subject: z.string(),
  text: z.string().describe('Everything that was written, quotation included.'),
  replyText: z.string().describe("The author's own words, without quotation and signature."),
  quoted: z.boolean().describe('Whether `text` says more than `replyText`.'),
  hasHtml: z.boolean(),
  hasOriginal: z.boolean(),
  sender: Address.nullable(),
  to: z.array(Address),
  cc: z.array(Address),
  bcc: z.array(Address),
  attachments: z.array(Attachment),
  trust: z.enum(['verified', 'unverified', 'failed']).nullable(),
  automated: z.string().nullable(),
  pending: z.boolean(),
  delivery: z.enum(deliveries).nullable(),
  deliveryNote: z.string().nullable(),
  deliveryAt: z.date().nullable(),
  remoteImages: z.number().int(),
  warnings: z.array(z.string()),
  mentions: z.array(Person).describe('Colleagues and teams a note names.'),
  home: z
    .object({ id: Id, number: z.number().int() })
    .nullable()
    .describe('The merged conversation it belongs to, if that is another one.'),
  forwardOf: Id.nullable().describe('The message it passes on to somebody else.'),
  event: z
    .object({ kind: z.string(), data: z.record(z.string(), z.unknown()) })
    .nullable()
    .describe(
      'For direction "event": a line of the trail. Names of the agents, teams, inboxes and tags that `data` points to stand in `data.names`, by id.',
    ),
});

const Search = z.object({
  items: z.array(
    Row.extend({
      messageId: Id.nullable().describe('The message it was found by; null if by its number or a person.'),
      highlights: z
        .array(z.object({ text: z.string(), hit: z.boolean() }))
        .describe('A snippet cut into plain and hit parts, so that no markup needs to be trusted.'),
    }),
  ),
  customers: z.array(z.object({ id: Id, name: z.string(), email: z.string().nullable() })),
  wrong: z
    .array(z.object({ operator: z.string(), value: z.string() }))
    .describe('Operators that mean nothing here, such as a tag there is not; then nothing is shown.'),
  filter: Filter.nullable().describe('The line as a filter, to be kept as a view; null if it says nothing.'),
  corrected: z.string().nullable().describe('What was searched for instead, if a word was misspelt.'),
  next: z.string().nullable(),
});

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

export type RowView = z.output<typeof Row>;
export type SearchView = z.output<typeof Search>;
export type ConversationView = z.output<typeof Conversation>;
export type MessageView = z.output<typeof Message>;

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
  search: oc
    .route({ method: 'GET', path: '/search', summary: 'Search conversations, messages and customers' })
    .input(z.object({ q: z.string().trim().min(1).max(200), limit: Limit.default(20), cursor: CursorWord }))
    .output(Search),
  tags: oc
    .route({ method: 'GET', path: '/tags', summary: 'All tags' })
    .output(z.array(z.object({ id: Id, name: z.string(), hue: z.number() }))),
  causes: oc
    .route({ method: 'GET', path: '/causes', summary: 'The tree of causes' })
    .output(z.array(z.object({ id: Id, parentId: Id.nullable(), name: z.string() }))),
  addCause: oc
    .route({ method: 'POST', path: '/causes', summary: 'Add a cause', successStatus: 201 })
    .input(z.object({ parentId: Id.nullish(), name: z.string().trim().min(1).max(200) }))
    .output(z.object({ id: Id })),
  fields: oc
    .route({ method: 'GET', path: '/custom-fields', summary: 'Custom fields of conversations and customers' })
    .output(
      z.array(
        z.object({
          id: Id,
          noun: z.enum(['conversation', 'customer']),
          key: z.string(),
          label: z.string(),
          type: z.enum(['text', 'number', 'date', 'checkbox', 'choice']),
          choices: z.array(z.string()),
        }),
      ),
    ),
  saveField: oc
    .route({ method: 'PUT', path: '/custom-fields/{noun}/{key}', summary: 'Add or change a custom field' })
    .input(
      z.object({
        noun: z.enum(['conversation', 'customer']),
        key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
        label: z.string().trim().min(1).max(100),
        type: z.enum(['text', 'number', 'date', 'checkbox', 'choice']),
        choices: z.array(z.string().trim().min(1).max(100)).max(200).default([]),
        archived: z.boolean().default(false),
      }),
    )
    .output(Done),
  blockedSenders: oc
    .route({ method: 'GET', path: '/blocked-senders', summary: 'Blocked addresses and domains' })
    .output(z.array(z.object({ pattern: z.string(), at: z.date() }))),
  unblock: oc
    .route({ method: 'DELETE', path: '/blocked-senders/{pattern}', summary: 'Hear from a sender again' })
    .input(z.object({ pattern: z.string().max(254) }))
    .output(Done),
};
