import { addCause } from '../conversations/words.ts';
import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import type { Ground } from '../platform/ground.ts';
import { refuse } from '../platform/http/errors.ts';
import { addInbox } from '../staff/inbox.ts';
import { addTeam } from '../staff/team.ts';
import { plantArchive } from './archive-in.ts';
import { plantColleagues } from './colleagues.ts';
import { conversations } from './conversations.ts';
import { plantFeedback } from './feedback.ts';
import { plantNotices } from './notices.ts';
import { describePeople, plantCompanies, realCustomers } from './people.ts';
import { writePlanted } from './planted.ts';
import { play, type Told } from './play.ts';
import type { Agent, Soil, Stage } from './stage.ts';
import { plantTogether } from './together.ts';
import { plantFields, plantReplies, plantTags, plantViews } from './words.ts';
import { plantWork } from './work.ts';
import { type Colleague, causes, inboxes, type Team, teams } from './world.ts';

/** Whether sample data is here. */
export async function isPlanted(tx: Tx | Ground['db']): Promise<boolean> {
  const row = await tx
    .selectFrom('inboxes')
    .select('id')
    .where('sample', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Plants the sample world through the same doors as real mail, so that every screen has something true to
 * show; nothing of it ever leaves, and `removeSample` takes all of it out again. `me` is who asked. Throws
 * ALREADY_EXISTS when it is here.
 */
export async function plantSample(tx: Tx, ground: Soil, me: string, now: Date): Promise<void> {
  const { name } = await tx
    .selectFrom('agents')
    .select('name')
    .where('id', '=', me)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (await isPlanted(tx)) throw refuse('ALREADY_EXISTS', 'The sample data is here already.');
  const by: Agent = { kind: 'agent', id: me };
  const real = await realCustomers({ tx });
  const colleagues = await plantColleagues(tx, now);
  const teamsHere = await plantTeams(tx, by, colleagues, now);
  const stage: Stage = {
    tx,
    ground,
    now,
    me: by,
    myName: name,
    inboxes: await plantInboxes(tx, by, now),
    colleagues,
    teams: teamsHere.ids,
    causes: await plantCauses(tx),
    fields: new Set(),
    uploads: [],
  };
  const fields = await plantFields(stage);
  stage.fields = new Set(fields);
  const tags = await plantTags(stage);
  const companies = await plantCompanies(stage);
  await plantArchive(stage);
  const told = new Map<string, Told>();
  for (const one of conversations) {
    const planted = await play(stage, one);
    await plantFeedback(stage, one, planted);
    if (one.key) told.set(one.key, planted);
  }
  await plantTogether(stage, told);
  await plantWork(stage, told);
  await plantNotices(stage, told);
  await describePeople(stage, real);
  const replies = await plantReplies(stage);
  const views = await plantViews(stage, tags.ids);
  if (stage.uploads.length > 0) await tx.deleteFrom('uploads').where('id', 'in', stage.uploads).execute();
  await writePlanted(
    tx,
    { tags: tags.planted, fields, companies, replies, views, memberships: teamsHere.planted, by: [me] },
    now,
  );
  await audit(tx, by, 'sample.plant', 'workspace', null, {}, now);
}

async function plantInboxes(tx: Tx, by: Agent, now: Date): Promise<Stage['inboxes']> {
  const brand = await tx
    .selectFrom('brands')
    .select('id')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirstOrThrow();
  const ids = {} as Stage['inboxes'];
  for (const key of Object.keys(inboxes) as (keyof typeof inboxes)[]) {
    ids[key] = await addInbox(tx, by, { name: inboxes[key], brandId: brand.id }, now);
    await tx.updateTable('inboxes').set({ sample: true }).where('id', '=', ids[key]).execute();
  }
  return ids;
}

const members: Record<Team, (Colleague | 'me')[]> = {
  billing: ['me', 'dana'],
  shipping: ['lena', 'tom'],
  technical: ['me', 'tom', 'lena'],
};

/** The teams with their members; one that is there already keeps its own. `planted`: which are the sample's. */
async function plantTeams(tx: Tx, by: Agent, colleagues: Record<Colleague, string>, now: Date) {
  const ids = {} as Record<Team, string>;
  const planted: string[] = [];
  for (const key of Object.keys(teams) as Team[]) {
    const there = await tx
      .selectFrom('teams')
      .select('id')
      .where('name', '=', teams[key].name)
      .executeTakeFirst();
    const memberIds = members[key].map((who) => (who === 'me' ? by.id : colleagues[who]));
    ids[key] = there?.id ?? (await addTeam(tx, by, { ...teams[key], memberIds }, now));
    if (there) continue;
    planted.push(ids[key]);
    await tx.updateTable('teams').set({ sample: true }).where('id', '=', ids[key]).execute();
  }
  return { ids, planted };
}

async function plantCauses(tx: Tx): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [name, below] of Object.entries(causes)) {
    const top = await addCause(tx, { name });
    for (const child of below) ids.set(child, (await addCause(tx, { name: child, parentId: top.id })).id);
    await tx
      .updateTable('causes')
      .set({ sample: true })
      .where((where) => where.or([where('id', '=', top.id), where('parent_id', '=', top.id)]))
      .execute();
  }
  return ids;
}
