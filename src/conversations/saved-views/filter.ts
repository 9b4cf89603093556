import { z } from 'zod';
import { Id } from '../../platform/http/shapes.ts';
import { kinds, places, type Shelf, statuses } from '../types.ts';

/*
 * What a filter is: conditions that hold together, as a sentence says them ("open, in Support, assigned to
 * nobody, waiting longer than 2 hours"). One definition for views, lists, searches and whatever else asks
 * which conversations are meant; where.ts makes SQL of it, matches.ts asks one conversation.
 */

/** The lists a conversation can stand in, as far as a filter asks for them. */
export const lists = ['open', 'waiting', 'snoozed', 'solved', 'spam', 'bin'] as const satisfies Shelf[];

export const sorts = ['newest', 'oldest', 'due', 'waiting', 'priority'] as const;
export type Sort = (typeof sorts)[number];

/** Bounds of one filter (law 10). */
export const bounds = { conditions: 30, depth: 3, values: 50, text: 200, json: 12_000 } as const;

const values = <T extends z.ZodType>(one: T) => z.array(one).min(1).max(bounds.values);
const is = z.enum(['any', 'none']);
const Text = z.string().trim().min(1).max(bounds.text);
const holds = z.enum(['has', 'lacks']);

/** The instants a conversation knows of. */
export const timeFields = ['waiting', 'created', 'message', 'solved', 'due'] as const;

const choices = [
  z.strictObject({
    field: z.literal('list'),
    is,
    values: values(z.enum(lists)).describe('The one list it stands in.'),
  }),
  z.strictObject({ field: z.literal('status'), is, values: values(z.enum(statuses)) }),
  z.strictObject({ field: z.literal('place'), is, values: values(z.enum(places)) }),
  z.strictObject({ field: z.literal('inbox'), is, values: values(Id) }),
  z.strictObject({ field: z.literal('brand'), is, values: values(Id) }),
  z.strictObject({
    field: z.literal('team'),
    is,
    values: values(z.union([Id, z.enum(['mine', 'nobody'])])),
  }),
  z.strictObject({
    field: z.literal('assignee'),
    is,
    values: values(z.union([Id, z.enum(['me', 'nobody'])])),
  }),
  z.strictObject({ field: z.literal('tag'), is: z.enum(['any', 'all', 'none']), values: values(Id) }),
  z.strictObject({ field: z.literal('customer'), is, values: values(Id) }),
  z.strictObject({ field: z.literal('company'), is, values: values(Id) }),
  z.strictObject({ field: z.literal('priority'), is, values: values(z.number().int().min(0).max(3)) }),
  z.strictObject({ field: z.literal('kind'), is, values: values(z.enum(kinds)) }),
  z.strictObject({ field: z.literal('channel'), is, values: values(z.string().min(1).max(40)) }),
] as const;

const Condition = z.discriminatedUnion('field', [
  ...choices,
  z.strictObject({
    field: z.literal('custom'),
    key: z.string().max(40).describe('The key of a custom field of conversations.'),
    is: z.enum(['any', 'none', 'has', 'lacks', 'less', 'more', 'before', 'after', 'set', 'unset']),
    values: z.array(z.union([z.string().max(2_000), z.number(), z.boolean()])).max(bounds.values),
  }),
  ...timeFields.map((field) =>
    z.strictObject({
      field: z.literal(field),
      is: z
        .enum(['longer', 'shorter', 'within', 'before', 'after', 'set', 'unset'])
        .describe('"longer" and "shorter" ago than `minutes`; "within" the next `minutes`.'),
      minutes: z.number().int().min(0).max(5_256_000).optional(),
      at: z.iso.datetime({ offset: true }).max(40).optional(),
    }),
  ),
  z.strictObject({ field: z.literal('attachment'), is: z.boolean() }),
  z.strictObject({ field: z.literal('unread'), is: z.boolean().describe('Nobody has done anything yet.') }),
  z.strictObject({ field: z.literal('words'), is: holds, value: Text }),
  z.strictObject({ field: z.literal('subject'), is: holds, value: Text }),
  z.strictObject({ field: z.literal('from'), is: holds, value: Text }),
  z.strictObject({ field: z.literal('to'), is: holds, value: Text }),
]);
export type Condition = z.output<typeof Condition>;

const match = z.enum(['all', 'any']);
const list = <T extends z.ZodType>(one: T) => z.array(one).max(bounds.conditions);
/** Groups within groups as deep as `bounds.depth`, written out: a shape that ends can be described. */
const Innermost = z.strictObject({ match, conditions: list(Condition) });
const Inner = z.strictObject({ match, conditions: list(z.union([Condition, Innermost])) });
export const Filter = z
  .strictObject({ match: match.default('all'), conditions: list(z.union([Condition, Inner])) })
  .describe('Which conversations are meant. Spam and the bin are left out unless a condition names them.');

export type Group = { match: 'all' | 'any'; conditions: (Condition | Group)[] };
export type Filter = z.output<typeof Filter>;

export const isGroup = (one: Condition | Group): one is Group => 'match' in one;

/** Every condition of a filter with the way to it (positions, outermost first). */
export function* conditionsOf(group: Group, way: number[] = []): Generator<[Condition, number[]]> {
  for (const [place, one] of group.conditions.entries()) {
    const here = [...way, place];
    if (isGroup(one)) yield* conditionsOf(one, here);
    else yield [one, here];
  }
}

/** What is wrong with one condition, in a word a program knows and a sentence a person does. */
export type Problem = {
  /** Positions that lead to the condition; empty for the whole filter. */
  at: number[];
  why: 'shape' | 'too-deep' | 'too-long' | 'gone' | 'type' | 'incomplete';
  field: string;
  sentence: string;
};

/** A filter as it was stored or sent, or what is wrong with it. Nothing that is given throws. */
export function readFilter(given: unknown): { filter: Filter } | { problems: Problem[] } {
  const deep = depthOf(given);
  if (deep > bounds.depth)
    return wrong('too-deep', `Conditions stand in each other more than ${bounds.depth} deep.`);
  const parsed = Filter.safeParse(given);
  if (!parsed.success) {
    const first = parsed.error.issues[0];
    const at = wayIn(first?.path ?? []);
    const one = conditionAt(given, at);
    const field = typeof one?.field === 'string' ? one.field.slice(0, 40) : '';
    const empty = one?.value === '' || (Array.isArray(one?.values) && one.values.length === 0);
    const which = at.length > 0 ? `Condition ${at.map((n) => n + 1).join('.')}` : 'The filter';
    const about = field ? ` (${field})` : '';
    const what = empty ? 'is not filled in yet' : 'cannot be read';
    const why = empty ? 'incomplete' : 'shape';
    return { problems: [{ at, why, field, sentence: `${which}${about} ${what}.` }] };
  }
  if ([...conditionsOf(parsed.data as Group)].length > bounds.conditions)
    return wrong('too-long', `A filter holds at most ${bounds.conditions} conditions.`);
  return { filter: parsed.data };
}

/** The positions in a path of Zod's, as far as it leads from condition to condition. */
function wayIn(path: readonly PropertyKey[]): number[] {
  const at: number[] = [];
  for (let n = 0; path[n] === 'conditions' && typeof path[n + 1] === 'number'; n += 2)
    at.push(path[n + 1] as number);
  return at;
}

const wrong = (why: Problem['why'], sentence: string) => ({
  problems: [{ at: [], why, field: '', sentence }],
});

function depthOf(given: unknown, depth = 0): number {
  if (depth > bounds.depth || typeof given !== 'object' || given === null) return depth;
  const { conditions } = given as { conditions?: unknown };
  if (!Array.isArray(conditions)) return depth;
  return Math.max(depth + 1, ...conditions.slice(0, 100).map((one) => depthOf(one, depth + 1)));
}

type Given = { conditions?: unknown[]; field?: unknown; value?: unknown; values?: unknown };

function conditionAt(given: unknown, at: readonly number[]): Given | undefined {
  let here = given as Given | undefined;
  for (const place of at) here = here?.conditions?.[place] as Given | undefined;
  return here;
}
