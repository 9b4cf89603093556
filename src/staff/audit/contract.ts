import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CursorWord, Id, Limit, Page } from '../../platform/http/shapes.ts';

/** The API of the audit log: who saw or changed what that matters. It is only ever added to. */

export const auditKinds = [
  'sign-in',
  'people',
  'access',
  'keys',
  'inboxes',
  'mail',
  'words',
  'customers',
  'workspace',
  'data',
] as const;
export type AuditKind = (typeof auditKinds)[number];

const Filter = z.object({
  agentId: Id.optional().describe('Done by this person, or by their program.'),
  kind: z.enum(auditKinds).optional(),
  noun: z.string().max(60).optional().describe('Done to such a thing, like "agent" or "inbox".'),
  nounId: Id.optional().describe('Done to this very thing.'),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional().describe('Up to, and not with, this time.'),
});
export type AuditFilter = z.output<typeof Filter>;

export const AuditEntry = z.object({
  id: Id,
  at: z.date(),
  action: z.string().describe('Such as "agent.change-role".'),
  by: z.object({
    kind: z.string(),
    id: Id.nullable(),
    name: z.string().nullable().describe('null for Rapport itself, and for who is no longer known.'),
  }),
  key: z
    .object({ id: Id, name: z.string().nullable() })
    .nullable()
    .describe('The API key, if a program did it.'),
  ip: z.string().nullable(),
  noun: z.string(),
  nounId: Id.nullable(),
  data: z.record(z.string(), z.unknown()),
  names: z.record(z.string(), z.string()).describe('What the ids in this entry are called now, by id.'),
});
export type AuditEntry = z.output<typeof AuditEntry>;

export const auditContract = {
  list: oc
    .route({ method: 'GET', path: '/audit-log', summary: 'The audit log, newest first' })
    .input(Filter.extend({ limit: Limit, cursor: CursorWord }))
    .output(Page(AuditEntry)),
  export: oc
    .route({
      method: 'POST',
      path: '/audit-log/export',
      summary: 'The audit log as CSV, 2,000 lines at a time; the first piece begins with the headings',
    })
    .input(Filter.extend({ cursor: CursorWord }))
    .output(z.object({ csv: z.string(), next: z.string().nullable() })),
};
