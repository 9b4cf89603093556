import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ClientId, CursorWord, Id, Limit, Page } from '../../platform/http/shapes.ts';
import { Address, Changed, ConversationRef, Outgoing } from '../shapes.ts';

/** The API of replies that leave later; a part of conversations' contract. */

/** How the conversation stands once it has left. */
const StatusAfter = z.enum(['waiting', 'solved', 'open']);

const Scheduled = z.object({
  id: Id.describe('Also the id of the message it becomes.'),
  state: z.enum(['waiting', 'sent', 'returned', 'cancelled']),
  why: z
    .enum(['message', 'agent', 'access', 'refused'])
    .nullable()
    .describe(
      'Why it came back: the customer wrote, a colleague called it off, its author may not answer here any more, or it could not be said.',
    ),
  note: z.string().nullable(),
  sendAt: z.date(),
  timeZone: z.string(),
  statusAfter: StatusAfter,
  text: z.string(),
  html: z.string().nullable(),
  to: z.array(Address).nullable().describe('null: whoever an answer goes to at that time.'),
  cc: z.array(Address).nullable(),
  bcc: z.array(Address),
  attachments: z.array(z.object({ id: Id, name: z.string(), type: z.string(), size: z.number() })),
  agent: z.object({ id: Id, name: z.string() }),
  conversation: z.object({ id: Id, number: z.number().int(), subject: z.string(), customer: z.string() }),
  mine: z.boolean(),
  version: z.number().int(),
});
export type ScheduledView = z.output<typeof Scheduled>;

const isTimeZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};

const when = {
  sendAt: z.coerce.date().describe('An instant; a time of the clock is the caller’s to translate.'),
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, 'This time zone is not known, such as Europe/Vienna.')
    .describe('The zone in which the time was chosen and is shown.'),
  statusAfter: StatusAfter,
};

const Letter = Outgoing.omit({ messageId: true, undoSeconds: true });

export const sendLaterContract = {
  scheduled: oc
    .route({ method: 'GET', path: '/conversations/{id}/scheduled', summary: 'Replies that wait here' })
    .input(ConversationRef)
    .output(z.array(Scheduled)),
  schedule: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/scheduled',
      summary: 'Answer later; given back if the customer writes first',
      successStatus: 201,
    })
    .input(
      Letter.extend({
        ...ConversationRef.shape,
        ...when,
        statusAfter: StatusAfter.default('waiting'),
        timeZone: when.timeZone.default('UTC'),
        scheduledId: ClientId.optional(),
        seen: Id.nullish().describe('The newest message you have seen; a newer one stops it.'),
      }),
    )
    .output(z.object({ scheduledId: Id, version: z.number().int() })),
  allScheduled: oc
    .route({ method: 'GET', path: '/scheduled-replies', summary: 'Replies that wait, soonest first' })
    .input(z.object({ whose: z.enum(['mine', 'all']).default('mine'), limit: Limit, cursor: CursorWord }))
    .output(Page(Scheduled)),
  changeScheduled: oc
    .route({
      method: 'PATCH',
      path: '/scheduled-replies/{scheduledId}',
      summary: 'Change when a waiting reply leaves, or its words',
    })
    .input(Letter.extend({ scheduledId: Id, ...z.object(when).partial().shape }))
    .output(Changed),
  callOff: oc
    .route({
      method: 'POST',
      path: '/scheduled-replies/{scheduledId}/call-off',
      summary: 'Call a waiting reply off; its words become a draft again',
    })
    .input(
      z.object({ scheduledId: Id, keep: z.boolean().default(true).describe('false throws its words away.') }),
    )
    .output(Changed),
  sendScheduled: oc
    .route({
      method: 'POST',
      path: '/scheduled-replies/{scheduledId}/send',
      summary: 'Send a waiting reply now',
    })
    .input(z.object({ scheduledId: Id }))
    .output(Changed),
};
