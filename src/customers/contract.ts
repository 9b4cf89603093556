import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CursorWord, Done, Id, Limit, Name, Page } from '../platform/http/shapes.ts';

/** The API of customers: people, how they are reached, and the companies they belong to. */

const Company = z.object({ id: Id, name: z.string(), domain: z.string().nullable() });

const Identity = z.object({
  id: Id,
  kind: z.string().describe('How it is reached: "email", later "phone" and others.'),
  value: z.string(),
  name: z.string(),
  verifiedAt: z.date().nullable().describe('When it proved to be theirs; null if it never did.'),
});

const Row = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  company: z.object({ id: Id, name: z.string() }).nullable(),
  blockedAt: z.date().nullable(),
  sample: z.boolean(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

const Customer = Row.extend({
  identities: z.array(Identity),
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
  note: z.string(),
  fields: z.record(z.string(), z.unknown()),
  version: z.number().int(),
});

export type CustomerRow = z.output<typeof Row>;
export type CustomerView = z.output<typeof Customer>;

const Given = {
  name: z.string().trim().max(200),
  companyId: Id.nullable(),
  language: z
    .string()
    .trim()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .nullable()
    .describe('A language tag such as "de" or "pt-BR".'),
  timeZone: z.string().trim().max(60).nullable().describe('Such as "Europe/Lisbon".'),
  note: z.string().max(20_000),
  fields: z.record(z.string(), z.unknown()),
};

const NewIdentity = z.object({
  kind: z
    .string()
    .regex(/^[a-z_]{2,20}$/)
    .default('email'),
  value: z.string().trim().min(1).max(254),
});

export const customersContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/customers',
      summary: 'Customers, newest first, or those whose name or address fits q',
    })
    .input(
      z.object({
        q: z.string().trim().max(200).optional(),
        companyId: Id.optional(),
        limit: Limit,
        cursor: CursorWord,
      }),
    )
    .output(Page(Row)),
  get: oc
    .route({ method: 'GET', path: '/customers/{id}', summary: 'One customer' })
    .input(z.object({ id: Id }))
    .output(Customer),
  add: oc
    .route({ method: 'POST', path: '/customers', summary: 'Add a customer', successStatus: 201 })
    .input(
      z
        .object(Given)
        .partial()
        .extend({
          email: z.string().trim().max(254).optional(),
          identities: z.array(NewIdentity).max(20).default([]),
        }),
    )
    .output(Customer),
  change: oc
    .route({
      method: 'PATCH',
      path: '/customers/{id}',
      summary: 'Change name, company, language, note or fields',
    })
    .input(
      z
        .object(Given)
        .partial()
        .extend({
          id: Id,
          version: z.number().int().optional().describe('The version you saw; a newer one stops the change.'),
        }),
    )
    .output(Customer),
  addIdentity: oc
    .route({
      method: 'POST',
      path: '/customers/{id}/identities',
      summary: 'Add another way to reach them',
      successStatus: 201,
    })
    .input(NewIdentity.extend({ id: Id }))
    .output(Customer),
  removeIdentity: oc
    .route({ method: 'DELETE', path: '/customers/{id}/identities/{identityId}', summary: 'Take one away' })
    .input(z.object({ id: Id, identityId: Id }))
    .output(Customer),
  block: oc
    .route({ method: 'POST', path: '/customers/{id}/block', summary: 'Hear from them no more, or again' })
    .input(z.object({ id: Id, blocked: z.boolean().default(true) }))
    .output(Customer),
  companies: oc
    .route({ method: 'GET', path: '/companies', summary: 'Companies, by name' })
    .input(z.object({ q: z.string().trim().max(200).optional(), limit: Limit, cursor: CursorWord }))
    .output(Page(Company)),
  addCompany: oc
    .route({ method: 'POST', path: '/companies', summary: 'Add a company', successStatus: 201 })
    .input(z.object({ name: Name, domain: domain().nullish() }))
    .output(Company),
  changeCompany: oc
    .route({ method: 'PATCH', path: '/companies/{id}', summary: 'Change a company' })
    .input(z.object({ id: Id, name: Name.optional(), domain: domain().nullish() }))
    .output(Done),
};

function domain() {
  return z
    .string()
    .trim()
    .toLowerCase()
    .max(190)
    .regex(/^[^\s@/]+\.[^\s@/]+$/)
    .describe('Whoever writes from it belongs to the company.');
}
