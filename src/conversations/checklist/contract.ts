import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ClientId, Id } from '../../platform/http/shapes.ts';
import { Changed, ConversationRef } from '../shapes.ts';

/** The API of checklists; a part of conversations' contract. */

const Person = z.object({ id: Id, name: z.string() });
const ItemText = z.string().trim().min(1).max(500);

const Item = z.object({
  id: Id,
  text: z.string(),
  done: z.object({ at: z.date(), by: Person.nullable() }).nullable(),
  assignee: Person.nullable(),
  dueAt: z.date().nullable(),
  position: z.number(),
});
export type ChecklistItem = z.output<typeof Item>;

export const checklistContract = {
  checklist: oc
    .route({ method: 'GET', path: '/conversations/{id}/checklist', summary: 'What is to be done here' })
    .input(ConversationRef)
    .output(z.array(Item)),
  addToChecklist: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/checklist',
      summary: 'Add something to be done',
      successStatus: 201,
    })
    .input(
      ConversationRef.extend({
        itemId: ClientId.optional(),
        text: ItemText,
        assigneeId: Id.nullish(),
        dueAt: z.coerce.date().nullish(),
      }),
    )
    .output(z.object({ itemId: Id, version: z.number().int() })),
  changeChecklist: oc
    .route({
      method: 'PATCH',
      path: '/checklist-items/{itemId}',
      summary: 'Tick, assign, date, reword or move an item',
    })
    .input(
      z.object({
        itemId: Id,
        text: ItemText.optional(),
        done: z.boolean().optional(),
        assigneeId: Id.nullish(),
        dueAt: z.coerce.date().nullish(),
        position: z.number().finite().optional().describe('Between those of its neighbours.'),
      }),
    )
    .output(Changed),
  removeFromChecklist: oc
    .route({ method: 'DELETE', path: '/checklist-items/{itemId}', summary: 'Take an item away' })
    .input(z.object({ itemId: Id }))
    .output(Changed),
};
