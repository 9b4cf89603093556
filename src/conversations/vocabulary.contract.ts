import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Done, Id } from '../platform/http/shapes.ts';

/** What conversations are described by, and who is not heard: lists of the workspace. */
export const vocabularyContract = {
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
