import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CursorWord, Done, Id, Limit, Page } from '../platform/http/shapes.ts';
import { NoticeSettings, noticeKinds, Ways } from './types.ts';

/** The API of notices: what an agent is told, and how they want to be told. Everybody sees their own only. */

const YesNo = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);

const Notice = z.object({
  id: Id,
  kind: z.enum(noticeKinds),
  at: z.date(),
  read: z.boolean(),
  times: z.number().int().describe('How often the same happened here before it was read.'),
  by: z.object({
    kind: z.enum(['agent', 'customer', 'rule', 'system']),
    id: Id.nullable(),
    name: z.string(),
  }),
  messageId: Id.nullable(),
  words: z.string().describe('The first words of the message it tells of.'),
  conversation: z.object({
    id: Id,
    number: z.number().int(),
    subject: z.string(),
    customer: z.string(),
  }),
  ways: Ways.pick({ desktop: true, sound: true }),
});
export type NoticeView = z.output<typeof Notice>;

const SomeWays = Ways.partial();
const ChangeSettings = NoticeSettings.omit({ kinds: true })
  .partial()
  .extend({
    kinds: z
      .object(
        Object.fromEntries(noticeKinds.map((kind) => [kind, SomeWays.optional()])) as Record<
          (typeof noticeKinds)[number],
          z.ZodOptional<typeof SomeWays>
        >,
      )
      .optional(),
  });

export const noticesContract = {
  list: oc
    .route({ method: 'GET', path: '/notices', summary: 'Your notices, newest first' })
    .input(z.object({ unread: YesNo.default(false), limit: Limit, cursor: CursorWord }))
    .output(Page(Notice)),
  count: oc
    .route({ method: 'GET', path: '/notice-count', summary: 'How many you have not read, exact up to 100' })
    .output(
      z.object({
        unread: z.number().int(),
        conversations: z.array(Id).describe('Where they are, for at most 100 conversations.'),
        quiet: z.boolean().describe('Muted, or in your quiet hours: nothing should make itself noticed.'),
      }),
    ),
  mark: oc
    .route({ method: 'POST', path: '/notices/mark', summary: 'Mark as read, or as unread again' })
    .input(
      z.object({
        ids: z.array(Id).max(200).optional(),
        conversationId: Id.optional().describe('All of a conversation.'),
        until: z.coerce.date().optional().describe('All up to this time, so that nothing unseen is read.'),
        read: z.boolean().default(true),
      }),
    )
    .output(z.object({ ids: z.array(Id).describe('Those that changed, at most 1,000.') })),
  here: oc
    .route({
      method: 'POST',
      path: '/notices/here',
      summary: 'Say that you are at your desk: nothing is mailed',
    })
    .output(Done),
  settings: oc
    .route({ method: 'GET', path: '/notice-settings', summary: 'How you want to be told' })
    .output(NoticeSettings),
  changeSettings: oc
    .route({ method: 'PATCH', path: '/notice-settings', summary: 'Change how you want to be told' })
    .input(ChangeSettings)
    .output(NoticeSettings),
};
