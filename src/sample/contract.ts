import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Done } from '../platform/http/shapes.ts';

/** The API of sample data: one call in, one call out. */
export const sampleContract = {
  state: oc
    .route({ method: 'GET', path: '/sample', summary: 'Whether sample data is here' })
    .output(z.object({ planted: z.boolean() })),
  plant: oc.route({ method: 'POST', path: '/sample', summary: 'Look around with sample data' }).output(Done),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/sample',
      summary: 'Take the sample data out again; what is real stays',
    })
    .output(Done),
};
