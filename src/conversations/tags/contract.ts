import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Done, Hue, Id } from '../../platform/http/shapes.ts';

/** The API of tags as words a workspace keeps. Giving one to a conversation is an act of the conversation. */

export const tagName = z.string().trim().min(1).max(60);

const KeptTag = z.object({
  id: Id,
  name: z.string(),
  hue: z.number(),
  archived: z.boolean(),
  uses: z.number().int().describe('Conversations that bear it, exact up to 1,000.'),
});
export type KeptTag = z.output<typeof KeptTag>;

export const tagsContract = {
  keptTags: oc
    .route({
      method: 'GET',
      path: '/tags/kept',
      summary: 'All tags, put-away ones too, and how many use each',
    })
    .output(z.array(KeptTag)),
  addTag: oc
    .route({ method: 'POST', path: '/tags', summary: 'Add a tag before it is used', successStatus: 201 })
    .input(z.object({ name: tagName, hue: Hue.optional() }))
    .output(z.object({ id: Id })),
  changeTag: oc
    .route({ method: 'PATCH', path: '/tags/{id}', summary: 'Rename or recolour a tag, put it away or back' })
    .input(
      z.object({ id: Id, name: tagName.optional(), hue: Hue.optional(), archived: z.boolean().optional() }),
    )
    .output(Done),
  mergeTag: oc
    .route({
      method: 'POST',
      path: '/tags/{id}/merge',
      summary: 'Make one tag of two: what bears this one bears the other, and this one goes',
    })
    .input(z.object({ id: Id, intoId: Id }))
    .output(z.object({ moved: z.number().int() })),
  removeTag: oc
    .route({ method: 'DELETE', path: '/tags/{id}', summary: 'Remove a tag from everything, for good' })
    .input(z.object({ id: Id }))
    .output(Done),
};
