import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CursorWord, Id, Limit } from '../../platform/http/shapes.ts';
import { Filter } from '../saved-views/filter.ts';
import { Row } from '../wire.ts';

const Search = z.object({
  items: z.array(
    Row.extend({
      messageId: Id.nullable().describe('The message it was found by; null if by its number or a person.'),
      highlights: z
        .array(z.object({ text: z.string(), hit: z.boolean() }))
        .describe('A snippet cut into plain and hit parts, so that no markup needs to be trusted.'),
    }),
  ),
  customers: z.array(z.object({ id: Id, name: z.string(), email: z.string().nullable() })),
  wrong: z
    .array(z.object({ operator: z.string(), value: z.string() }))
    .describe('Operators that mean nothing here, such as a tag there is not; then nothing is shown.'),
  filter: Filter.nullable().describe('The line as a filter, to be kept as a view; null if it says nothing.'),
  corrected: z.string().nullable().describe('What was searched for instead, if a word was misspelt.'),
  next: z.string().nullable(),
});

export type SearchView = z.output<typeof Search>;

export const searchContract = {
  search: oc
    .route({ method: 'GET', path: '/search', summary: 'Search conversations, messages and customers' })
    .input(z.object({ q: z.string().trim().min(1).max(200), limit: Limit.default(20), cursor: CursorWord }))
    .output(Search),
};
