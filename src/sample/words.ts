import type { CannedGiven } from '../canned/contract.ts';
import { addReply } from '../canned/save.ts';
import type { Condition, Filter, Sort } from '../conversations/saved-views/filter.ts';
import { addView } from '../conversations/saved-views/save-view.ts';
import { addTag } from '../conversations/tags/keep-tag.ts';
import { type Field, saveField } from '../conversations/words.ts';
import { newId } from '../platform/ids.ts';
import { callersOf } from '../staff/signed-in.ts';
import { replies } from './canned-replies.ts';
import { plantUpload, type Stage } from './stage.ts';

const hues: Record<string, number> = {
  invoice: 150,
  vat: 120,
  refund: 25,
  renewal: 300,
  parcel: 55,
  export: 200,
  api: 260,
  sso: 285,
  stock: 95,
  'how-to': 225,
  language: 340,
};

/** The tags that are not there yet; one of the same name stays as it is. Returns the ids of all, and of the new. */
export async function plantTags({ tx, me, now }: Stage) {
  const names = Object.keys(hues);
  const there = await tx.selectFrom('tags').select(['id', 'name']).where('name', 'in', names).execute();
  const ids = new Map(there.map(({ id, name }) => [name, id]));
  const planted: string[] = [];
  for (const name of names) {
    if (ids.has(name)) continue;
    const { id } = await addTag(tx, me, { name, hue: hues[name] }, now);
    ids.set(name, id);
    planted.push(id);
  }
  return { ids, planted };
}

const fields: Omit<Field, 'archived'>[] = [
  {
    noun: 'conversation',
    key: 'product_area',
    label: 'Product area',
    type: 'choice',
    choices: ['Invoices', 'Stock', 'Till', 'API'],
  },
  { noun: 'conversation', key: 'order_number', label: 'Order', type: 'text', choices: [] },
  { noun: 'customer', key: 'plan', label: 'Plan', type: 'choice', choices: ['Solo', 'Team', 'Company'] },
  { noun: 'customer', key: 'shops', label: 'Shops', type: 'number', choices: [] },
  { noun: 'customer', key: 'renews_on', label: 'Renews on', type: 'date', choices: [] },
];

/** The custom fields whose keys are free; one that is there keeps its meaning, and no sample value goes into it. */
export async function plantFields({ tx, me, now }: Stage): Promise<string[]> {
  const there = await tx.selectFrom('custom_fields').select(['noun', 'key']).execute();
  const free = fields.filter((one) => !there.some(({ noun, key }) => noun === one.noun && key === one.key));
  for (const field of free) await saveField(tx, me, { ...field, archived: false }, now);
  return free.map(({ noun, key }) => `${noun}.${key}`);
}

/** Canned replies for everyone, for a team and for oneself; one takes a file along. */
export async function plantReplies(stage: Stage): Promise<string[]> {
  const { tx, me, now, teams } = stage;
  const [caller] = await callersOf(tx, [me.id]);
  if (!caller) return [];
  const planted: string[] = [];
  for (const { team, file, ...reply } of replies) {
    const id = newId();
    const given: CannedGiven & { id: string } = {
      ...reply,
      id,
      teamId: team ? teams[team] : null,
      files: [],
      attachments: file ? [await plantUpload(stage, me.id, file)] : [],
    };
    await addReply(tx, caller, me, given, now);
    planted.push(id);
  }
  return planted;
}

type View = {
  name: string;
  scope: 'personal' | 'team' | 'everyone';
  team?: string;
  sort: Sort;
  filter: Filter;
};

/** Views for everyone, for a team and for oneself, each a sentence. */
export async function plantViews({ tx, me, now, teams }: Stage, tags: ReadonlyMap<string, string>) {
  const all = (...conditions: Condition[]): Filter => ({ match: 'all', conditions });
  const open: Condition = { field: 'list', is: 'any', values: ['open'] };
  const tagged = (...names: string[]): Condition => ({
    field: 'tag',
    is: 'any',
    values: names.flatMap((name) => tags.get(name) ?? []),
  });
  const views: View[] = [
    {
      name: 'Waiting over 2 hours',
      scope: 'everyone',
      sort: 'waiting',
      filter: all(open, { field: 'waiting', is: 'longer', minutes: 120 }),
    },
    {
      name: 'Refunds, renewals',
      scope: 'everyone',
      sort: 'newest',
      filter: all(tagged('refund', 'renewal'), { field: 'list', is: 'any', values: ['open', 'waiting'] }),
    },
    {
      name: 'Unclaimed parcels',
      scope: 'team',
      team: teams.shipping,
      sort: 'oldest',
      filter: all(
        open,
        { field: 'team', is: 'any', values: [teams.shipping] },
        {
          field: 'assignee',
          is: 'any',
          values: ['nobody'],
        },
      ),
    },
    {
      name: 'Mine and pressing',
      scope: 'personal',
      sort: 'priority',
      filter: all(
        open,
        { field: 'assignee', is: 'any', values: ['me'] },
        { field: 'priority', is: 'any', values: [2, 3] },
      ),
    },
    {
      name: 'API this week',
      scope: 'personal',
      sort: 'newest',
      filter: all(tagged('api'), { field: 'message', is: 'shorter', minutes: 7 * 24 * 60 }),
    },
  ];
  const planted: string[] = [];
  for (const { team, ...view } of views)
    planted.push(await addView(tx, me, { ...view, teamId: team ?? null }, now));
  return planted;
}
