import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Done, Id } from '../../platform/http/shapes.ts';
import { bounds, Filter, sorts } from './filter.ts';

/** The API of views: filters with a name, for one person, a team, or everyone. Saved searches are views too. */

const scopes = ['personal', 'team', 'everyone'] as const;
const Person = z.object({ id: Id, name: z.string() });

export const Problem = z.object({
  at: z
    .array(z.number().int())
    .max(bounds.depth)
    .describe('Positions that lead to the condition; empty for the whole filter.'),
  why: z.enum(['shape', 'too-deep', 'too-long', 'gone', 'type', 'incomplete']),
  field: z.string(),
  sentence: z.string(),
});

const View = z.object({
  id: Id,
  name: z.string(),
  scope: z.enum(scopes),
  team: Person.nullable(),
  by: Person.nullable().describe('Whose it is, or who made it.'),
  filter: Filter.nullable().describe('null if it cannot be read any more; `problems` says why.'),
  sort: z.enum(sorts),
  problems: z
    .array(Problem)
    .describe('What is broken, such as a tag that is gone. A view with problems shows nothing.'),
  names: z.record(z.string(), z.string()).describe('Names of what the filter points to, by id.'),
  hidden: z.boolean().describe('Whether you keep it out of your navigation.'),
  may: z.object({ change: z.boolean() }),
  version: z.number().int(),
  updatedAt: z.date(),
});
export type SavedView = z.output<typeof View>;

const Name = z.string().trim().min(1).max(60);
const Scope = {
  scope: z.enum(scopes).default('personal'),
  teamId: Id.nullish().describe('For scope "team": whose.'),
};
const One = z.object({ id: Id });

export const savedViewsContract = {
  views: oc
    .route({ method: 'GET', path: '/views', summary: 'Your views and those shared with you, in your order' })
    .output(z.array(View)),
  viewCounts: oc
    .route({
      method: 'GET',
      path: '/view-counts',
      summary: 'How many conversations each of your views holds, exact up to 1,000',
    })
    .output(
      z.array(
        z.object({
          id: Id,
          count: z
            .number()
            .int()
            .nullable()
            .describe('1,001 means more than 1,000; null for a view with problems.'),
        }),
      ),
    ),
  addView: oc
    .route({ method: 'POST', path: '/views', summary: 'Add a view', successStatus: 201 })
    .input(
      z.object({
        id: Id.optional(),
        name: Name,
        ...Scope,
        filter: Filter,
        sort: z.enum(sorts).default('newest'),
      }),
    )
    .output(View),
  changeView: oc
    .route({ method: 'PATCH', path: '/views/{id}', summary: 'Change a view, as far as given' })
    .input(
      One.extend({
        name: Name.optional(),
        scope: z.enum(scopes).optional(),
        teamId: Id.nullish(),
        filter: Filter.optional(),
        sort: z.enum(sorts).optional(),
      }),
    )
    .output(View),
  removeView: oc
    .route({ method: 'DELETE', path: '/views/{id}', summary: 'Remove a view' })
    .input(One)
    .output(Done),
  orderViews: oc
    .route({ method: 'PUT', path: '/view-order', summary: 'Your own order of views, and which you hide' })
    .input(z.object({ ids: z.array(Id).max(500), hidden: z.array(Id).max(500).default([]) }))
    .output(Done),
  checkFilter: oc
    .route({
      method: 'POST',
      path: '/filter-check',
      summary: 'How many conversations a filter means, or what is wrong with it',
    })
    .input(z.object({ filter: z.unknown().describe('As in POST /api/views, or anything else.') }))
    .output(z.object({ count: z.number().int().nullable(), problems: z.array(Problem) })),
};
