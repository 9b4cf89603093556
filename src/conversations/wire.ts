import { z } from 'zod';
import { Id } from '../platform/http/shapes.ts';
import { Address } from './shapes.ts';
import { Together } from './together/contract.ts';
import { deliveries, kinds, places, statuses } from './types.ts';

/** A conversation and its messages as every program is shown them; contract.ts says where. */

const Person = z.object({ id: Id, name: z.string() });
export const Row = z.object({
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

export const Conversation = Row.extend({
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

export const Message = z.object({
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

export type RowView = z.output<typeof Row>;
export type ConversationView = z.output<typeof Conversation>;
export type MessageView = z.output<typeof Message>;
