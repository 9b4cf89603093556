import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ClientId, Done, Id } from '../platform/http/shapes.ts';
import { scopes } from './types.ts';

/** The API of canned replies: answers written once, with words that stand for whoever gets them. */

const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .describe('A language tag such as "de" or "pt-BR".');

const Team = z.object({ id: Id, name: z.string() });
const File = z.object({ id: Id, name: z.string(), type: z.string(), size: z.number() });

const Listed = z.object({
  id: Id,
  scope: z.enum(scopes),
  team: Team.nullable(),
  folder: z.string(),
  name: z.string(),
  shortcut: z.string(),
  texts: z
    .array(z.object({ language: z.string(), begins: z.string() }))
    .describe('The first is what everybody gets whose language is missing.'),
  files: z.number().int(),
  uses: z.number().int().describe('How often it was used by everyone.'),
  mine: z.number().int().describe('How often you used it.'),
  mayChange: z.boolean(),
  version: z.number().int(),
});

const Whole = Listed.omit({ texts: true, files: true }).extend({
  texts: z.array(z.object({ language: z.string(), html: z.string(), text: z.string() })),
  files: z.array(File),
});

const Filled = z.object({
  html: z.string(),
  text: z.string(),
  language: z.string(),
  missing: z.array(z.string()).describe('Words in {{braces}} that stand for nothing here and were left.'),
  attachments: z.array(File),
});

export type CannedListed = z.output<typeof Listed>;
export type CannedWhole = z.output<typeof Whole>;
export type CannedFilled = z.output<typeof Filled>;

const Given = z.object({
  scope: z.enum(scopes).default('personal'),
  teamId: Id.nullish(),
  folder: z.string().trim().max(100).default(''),
  name: z.string().trim().min(1).max(120),
  shortcut: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^\/?[\p{L}\p{N}_-]{0,40}$/u)
    .transform((word) => word.replace(/^\//, ''))
    .default(''),
  texts: z
    .array(
      z.object({
        language: Language,
        html: z.string().max(200_000).optional(),
        text: z.string().max(100_000).optional(),
      }),
    )
    .min(1)
    .max(20),
  files: z.array(Id).max(20).default([]).describe('Files it has that stay.'),
  attachments: z.array(Id).max(20).default([]).describe('Further ones: ids from POST /api/uploads.'),
});
export type CannedGiven = z.output<typeof Given>;

const For = z.object({
  id: Id,
  conversationId: z.union([Id, z.string().regex(/^\d{1,12}$/)]),
  language: Language.optional().describe("Left out: the conversation's, then the customer's."),
});

export const cannedContract = {
  list: oc
    .route({ method: 'GET', path: '/canned-replies', summary: 'Canned replies you may use, most used first' })
    .output(z.array(Listed)),
  get: oc
    .route({ method: 'GET', path: '/canned-replies/{id}', summary: 'One canned reply, whole' })
    .input(z.object({ id: Id }))
    .output(Whole),
  add: oc
    .route({ method: 'POST', path: '/canned-replies', summary: 'Add a canned reply', successStatus: 201 })
    .input(Given.extend({ id: ClientId.optional() }))
    .output(z.object({ id: Id, version: z.number().int() })),
  change: oc
    .route({ method: 'PUT', path: '/canned-replies/{id}', summary: 'Change a canned reply' })
    .input(Given.extend({ id: Id, version: z.number().int().optional().describe('The one you have seen.') }))
    .output(z.object({ id: Id, version: z.number().int() })),
  remove: oc
    .route({ method: 'DELETE', path: '/canned-replies/{id}', summary: 'Remove a canned reply' })
    .input(z.object({ id: Id }))
    .output(Done),
  filled: oc
    .route({
      method: 'GET',
      path: '/canned-replies/{id}/filled',
      summary: 'How a canned reply reads in a conversation',
    })
    .input(For)
    .output(Filled),
  use: oc
    .route({
      method: 'POST',
      path: '/canned-replies/{id}/use',
      summary: 'Fill a canned reply in for a conversation; its files become your uploads',
    })
    .input(For)
    .output(Filled),
  variables: oc
    .route({ method: 'GET', path: '/canned-variables', summary: 'What {{words in braces}} can stand for' })
    .output(z.array(z.object({ key: z.string(), label: z.string().nullable() }))),
};
