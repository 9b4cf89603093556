import { z } from 'zod';

/** What somebody may be told of, the most pressing first: of one event each agent is told the first that fits. */
export const noticeKinds = [
  'mentioned',
  'handed',
  'assigned',
  'undelivered',
  'reopened',
  'answered',
  'side',
  'noted',
  'arrived',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const Ways = z.object({
  on: z.boolean().describe('Whether there is a notice at all; the others need it.'),
  desktop: z.boolean(),
  sound: z.boolean(),
  mail: z.boolean().describe('By mail, if it is not read in time and you are away.'),
});
export type Ways = z.output<typeof Ways>;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const isTimeZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};

/** How one agent wants to be told. */
export const NoticeSettings = z.object({
  kinds: z.object(
    Object.fromEntries(noticeKinds.map((kind) => [kind, Ways])) as Record<NoticeKind, typeof Ways>,
  ),
  arrivedIn: z
    .enum(['teams', 'all'])
    .describe('New conversations nobody has: of your teams, or all you see.'),
  followWritten: z.boolean().describe('Follow what you answer or note in.'),
  followAssigned: z.boolean().describe('Go on following what was assigned to you.'),
  quiet: z
    .object({ from: TimeOfDay, to: TimeOfDay })
    .nullable()
    .describe('No desktop notice, sound or mail between these times.'),
  timeZone: z.string().max(60).refine(isTimeZone, 'This time zone is not known, such as Europe/Vienna.'),
  mutedUntil: z.coerce.date().nullable().describe('Silence until then; the list goes on.'),
  awayMinutes: z
    .number()
    .int()
    .min(5)
    .max(480)
    .describe('How long a notice waits unread before it is mailed.'),
  mailContent: z.boolean().describe('Whether mails say what it is about and who wrote.'),
  soundWhileTyping: z.boolean(),
});
export type NoticeSettings = z.output<typeof NoticeSettings>;
