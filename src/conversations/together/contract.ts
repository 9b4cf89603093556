import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ClientId, Id } from '../../platform/http/shapes.ts';
import type { OutgoingShape, RefShape } from '../contract.ts';
import { statuses } from '../types.ts';
import { relations } from './link.ts';

/**
 * The API of what conversations have to do with each other.
 * @param Ref names a conversation by id or number
 * @param Outgoing what every outgoing message may say (../contract.ts)
 */
export const togetherContract = (Ref: RefShape, Outgoing: OutgoingShape) => ({
  merge: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/merge',
      summary: 'Put other conversations into this one',
      description:
        'Messages, people, tags and drafts end here; each source stays as a closed line that leads here. Take it back with unmerge, at any later time.',
    })
    .input(
      z.object({
        ...Ref.shape,
        sources: z.array(Ref.shape.id).min(1).max(50).describe('Ids or numbers.'),
        acrossInboxes: z
          .boolean()
          .default(false)
          .describe('Meant even if a source lies in another inbox, so that other people will read it.'),
      }),
    )
    .output(Changed),
  unmerge: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/unmerge',
      summary: 'Part this merged conversation from the one it lies in',
      description: 'Every message goes back to where it belongs, those that came for it since too.',
    })
    .input(Ref)
    .output(Changed),
  split: oc
    .route({
      method: 'POST',
      path: '/messages/{messageId}/split',
      summary: 'Put this message and all after it into a conversation of its own',
      successStatus: 201,
    })
    .input(z.object({ messageId: Id, subject: z.string().trim().min(1).max(500).optional() }))
    .output(Changed.extend({ number: z.number().int() })),
  links: oc
    .route({ method: 'GET', path: '/conversations/{id}/links', summary: 'Conversations linked to this one' })
    .input(Ref)
    .output(z.array(Linked)),
  link: oc
    .route({
      method: 'PUT',
      path: '/conversations/{id}/links/{otherId}',
      summary: 'Link another conversation, or change what it is to this one',
    })
    .input(z.object({ ...Ref.shape, otherId: Ref.shape.id, as: z.enum(relations) }))
    .output(Changed),
  unlink: oc
    .route({
      method: 'DELETE',
      path: '/conversations/{id}/links/{otherId}',
      summary: 'Take a link away',
    })
    .input(z.object({ ...Ref.shape, otherId: Ref.shape.id }))
    .output(Changed),
  answerIncidents: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/incidents/answer',
      summary: 'Answer incidents of this problem with the same words, each as a reply of its own',
      description:
        'Each goes through the ordinary reply, by itself: what stops one does not stop the others.',
    })
    .input(
      Outgoing.pick({ text: true, html: true, attachments: true, undoSeconds: true }).extend({
        ...Ref.shape,
        incidents: z
          .array(z.object({ id: Id, messageId: ClientId.optional(), seen: Id.nullish() }))
          .min(1)
          .max(50),
        solve: z.boolean().default(true),
      }),
    )
    .output(z.array(z.object({ id: Id, messageId: Id.nullable(), error: z.string().nullable() }))),
});

const Changed = z.object({ id: Id, version: z.number().int() });

const Linked = z.object({
  id: Id,
  number: z.number().int(),
  subject: z.string(),
  status: z.enum(statuses),
  customer: z.string(),
  newestMessageId: Id.nullable(),
  as: z.enum(relations).describe('What it is to this one.'),
});

const Named = z.object({ id: Id, number: z.number().int(), subject: z.string() });

/** What a conversation says of the others it has to do with, as far as the caller sees them. */
export const Together = z.object({
  mergedInto: Named.nullable().describe('Where its messages lie now; null as well if you may not see that.'),
  holds: z.array(Named).describe('What was merged into it.'),
  asideOf: Named.nullable(),
  splitFrom: Named.nullable(),
  links: z.number().int(),
  asides: z.number().int(),
  unseenAsides: z.number().int(),
});

export type LinkedView = z.output<typeof Linked>;
export type TogetherView = z.output<typeof Together>;
