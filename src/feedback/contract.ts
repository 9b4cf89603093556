import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CursorWord, Done, Id, Limit, Page } from '../platform/http/shapes.ts';
import { languages } from './wording.ts';

/** The API of feedback: what customers said, what that amounts to, and what an inbox asks. */

/** What an inbox asks its customers after solving; off until somebody wants it. */
const Text = z.string().trim().max(2_000);
export const Asking = z.object({
  on: z.boolean().default(false),
  delayMinutes: z
    .number()
    .int()
    .min(0)
    .max(30 * 24 * 60)
    .default(60)
    .describe('How long after solving; whoever opens it again before is not asked.'),
  everyDays: z
    .number()
    .int()
    .min(0)
    .max(365)
    .default(30)
    .describe('A customer is asked at most once in so many days, over all inboxes.'),
  changeDays: z.number().int().min(1).max(90).default(14).describe('How long an answer can be changed.'),
  language: z.enum(languages).default('en').describe('For customers whose language we do not know or speak.'),
  texts: z
    .object({ en: Text.optional(), de: Text.optional() })
    .default({})
    .describe('Your own words in place of ours; {name} and {brand} are filled in, the links follow.'),
});
export type Asking = z.output<typeof Asking>;

const Named = z.object({ id: Id, name: z.string() });

const Figures = z.object({
  asked: z.number().int().describe('Conversations whose customer was asked, by the day of asking.'),
  answered: z.number().int().describe('Of those, how many answered.'),
  settled: z.number().int().describe('Answered that it is settled.'),
  notSettled: z.number().int().describe('Answered "not yet"; the newest answer counts.'),
  rated: z.number().int().describe('Gave a rating from 1 to 5.'),
  satisfied: z.number().int().describe('Rated 4 or 5.'),
  unsatisfied: z.number().int().describe('Rated 1 or 2.'),
  responseRate: z.number().nullable().describe('answered ÷ asked, from 0 to 1; null when nobody was asked.'),
  settledRate: z.number().nullable().describe('settled ÷ answered.'),
  csat: z.number().nullable().describe('satisfied ÷ rated.'),
  average: z.number().nullable().describe('Mean of the ratings.'),
});

const Line = z.object({
  conversation: z.object({ id: Id, number: z.number().int(), subject: z.string() }),
  customer: Named,
  inbox: Named,
  team: Named.nullable(),
  agent: Named.nullable().describe('Who had it when it was asked.'),
  askedAt: z.date(),
  answeredAt: z.date().nullable(),
  settled: z.boolean().nullable(),
  rating: z.number().int().nullable(),
  comment: z.string(),
});

const Of = z.object({
  from: z.coerce.date().optional().describe('Asked from this moment on.'),
  to: z.coerce.date().optional().describe('Asked before this moment.'),
  inboxId: Id.optional(),
  teamId: Id.optional(),
  agentId: Id.optional(),
});
const Which = z
  .enum(['asked', 'answered', 'settled', 'notSettled', 'rated', 'satisfied', 'unsatisfied'])
  .default('asked')
  .describe('The rows behind one figure.');

const OfConversation = z
  .object({
    askedAt: z.date(),
    answeredAt: z.date().nullable(),
    settled: z.boolean().nullable(),
    rating: z.number().int().nullable(),
    comment: z.string(),
  })
  .nullable();

export type FiguresView = z.output<typeof Figures>;
export type FeedbackLine = z.output<typeof Line>;

export type OfQuery = z.output<typeof Of>;
export type WhichRows = z.output<typeof Which>;

export const feedbackContract = {
  ofConversation: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/feedback',
      summary: 'What the customer says of it; null if they were not asked',
    })
    .input(z.object({ id: z.union([Id, z.string().regex(/^\d{1,12}$/)]) }))
    .output(OfConversation),
  figures: oc
    .route({
      method: 'GET',
      path: '/satisfaction',
      summary: 'Settled rate, satisfaction and response rate, in all and apart by inbox, team or agent',
    })
    .input(Of.extend({ by: z.enum(['inbox', 'team', 'agent']).default('inbox') }))
    .output(
      z.object({
        total: Figures,
        items: z.array(Figures.extend({ of: Named.nullable() })),
        next: z.null(),
      }),
    ),
  rows: oc
    .route({ method: 'GET', path: '/satisfaction/rows', summary: 'The conversations behind a figure' })
    .input(Of.extend({ which: Which, limit: Limit, cursor: CursorWord }))
    .output(Page(Line)),
  csv: oc
    .route({
      method: 'GET',
      path: '/satisfaction/rows.csv',
      summary: 'The same as CSV, at most 20,000 rows',
    })
    .input(Of.extend({ which: Which }))
    .output(z.file().mime(['text/csv']).describe('UTF-8 with a byte order mark.')),
  askings: oc
    .route({ method: 'GET', path: '/feedback-asking', summary: 'What each inbox asks after solving' })
    .output(z.array(Asking.extend({ inboxId: Id, name: z.string(), brand: z.string() }))),
  setAsking: oc
    .route({ method: 'PUT', path: '/feedback-asking/{inboxId}', summary: 'Set what an inbox asks' })
    .input(Asking.extend({ inboxId: Id }))
    .output(Done),
};
