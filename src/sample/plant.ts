import { assign } from '../conversations/assign.ts';
import { changeConversation } from '../conversations/change.ts';
import type { Incoming } from '../conversations/incoming.ts';
import { note } from '../conversations/note.ts';
import { receive } from '../conversations/receive.ts';
import { reply } from '../conversations/reply.ts';
import { snooze } from '../conversations/snooze.ts';
import { solve } from '../conversations/solve.ts';
import { tag } from '../conversations/tag.ts';
import { addCause } from '../conversations/words.ts';
import { after, minute } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import type { By } from '../platform/events/record.ts';
import type { Ground } from '../platform/ground.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { addInbox } from '../staff/inbox.ts';
import { addTeam } from '../staff/team.ts';
import { plantColleagues } from './colleagues.ts';
import { conversations } from './conversations.ts';
import {
  type Colleague,
  causes,
  customers,
  domainOf,
  type Line,
  type SampleConversation,
  type Team,
  teams,
} from './world.ts';

/** Who stands behind the names of the sample world in this workspace. */
type Cast = {
  inboxId: string;
  me: string;
  colleagues: Record<Colleague, string>;
  teams: Record<Team, string>;
  causes: ReadonlyMap<string, string>;
};

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
export async function plantSample(
  tx: Tx,
  ground: Pick<Ground, 'secrets'>,
  me: string,
  now: Date,
): Promise<void> {
  const by: By = { kind: 'agent', id: me };
  await tx.selectFrom('agents').select('id').where('id', '=', me).forUpdate().execute();
  if (await isPlanted(tx)) throw refuse('ALREADY_EXISTS', 'The sample data is here already.');
  const brand = await tx
    .selectFrom('brands')
    .select('id')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirstOrThrow();
  const inboxId = await addInbox(tx, by, { name: 'Sample inbox', brandId: brand.id }, now);
  await tx.updateTable('inboxes').set({ sample: true }).where('id', '=', inboxId).execute();
  const cast: Cast = {
    inboxId,
    me,
    colleagues: await plantColleagues(tx, now),
    teams: await plantTeams(tx, by, now),
    causes: await plantCauses(tx),
  };
  await plantCompanies(tx, now);
  // Oldest first, as it happened, so that numbers and "customer since" are true.
  for (const one of conversations.toReversed()) await plantConversation(tx, ground, cast, one, now);
  await tx
    .updateTable('customers')
    .set({ sample: true })
    .where('id', 'in', (db) =>
      db.selectFrom('conversations').select('customer_id').where('sample', '=', true),
    )
    .execute();
  for (const { email, zone } of Object.values(customers)) {
    await tx
      .updateTable('customers')
      .set({ time_zone: zone })
      .where('sample', '=', true)
      .where('id', 'in', (db) =>
        db
          .selectFrom('identities')
          .select('customer_id')
          .where('kind', '=', 'email')
          .where('value', '=', email),
      )
      .execute();
  }
  await audit(tx, by, 'sample.plant', 'workspace', null, {}, now);
}

/** Before their people, who then belong to them by the domain of their address. */
async function plantCompanies(tx: Tx, now: Date): Promise<void> {
  const rows = Object.values(customers)
    .filter(({ company }) => company !== '')
    .map(({ company, email }) => ({ id: newId(), name: company, domain: domainOf(email), created_at: now }));
  await tx
    .insertInto('companies')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function plantTeams(tx: Tx, by: By, now: Date): Promise<Record<Team, string>> {
  const ids = {} as Record<Team, string>;
  for (const key of Object.keys(teams) as Team[]) {
    const { name, hue } = teams[key];
    const there = await tx.selectFrom('teams').select('id').where('name', '=', name).executeTakeFirst();
    ids[key] = there?.id ?? (await addTeam(tx, by, { name, hue }, now));
    if (!there) await tx.updateTable('teams').set({ sample: true }).where('id', '=', ids[key]).execute();
  }
  return ids;
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

async function plantConversation(
  tx: Tx,
  ground: Pick<Ground, 'secrets'>,
  cast: Cast,
  one: SampleConversation,
  now: Date,
): Promise<void> {
  const agent = (name: Colleague | 'me'): By => ({
    kind: 'agent',
    id: name === 'me' ? cast.me : cast.colleagues[name],
  });
  const [first, ...rest] = one.lines;
  if (!first) return;
  const opened = after(now, -first.ago * minute);
  let before = incomingOf(cast, one, first, opened, null);
  const { conversationId: id } = await receive(tx, ground, before, opened);
  const owner = one.assignee ? agent(one.assignee) : null;
  await assign(
    tx,
    owner ?? agent('dana'),
    { id, teamId: cast.teams[one.team], agentId: owner?.id ?? null },
    opened,
  );
  if (one.priority !== undefined || one.kind) {
    await changeConversation(
      tx,
      owner ?? agent('dana'),
      { id, priority: one.priority, kind: one.kind },
      opened,
    );
  }
  if (one.tags) await tag(tx, owner ?? agent('dana'), { id, add: one.tags }, opened);
  for (const line of rest) {
    const at = after(now, -line.ago * minute);
    if (line.by in customers) {
      before = incomingOf(cast, one, line, at, before.externalKey);
      await receive(tx, ground, before, at);
    } else if (line.note) await note(tx, agent(line.by as Colleague | 'me'), { id, text: line.text }, at);
    else await reply(tx, agent(line.by as Colleague | 'me'), { id, text: line.text }, at);
  }
  const last = after(now, -(one.lines.at(-1)?.ago ?? 0) * minute);
  if (one.snoozedForMinutes) {
    await snooze(tx, agent('me'), { id, until: after(now, one.snoozedForMinutes * minute) }, last);
  }
  if (one.status === 'solved') {
    const { how, cause, why } = one.resolution ?? { how: '', cause: '', why: '' };
    await solve(tx, owner ?? agent('dana'), { id, how, why, causeId: cast.causes.get(cause) ?? null }, last);
  }
}

/** A line of a customer as their mail would have come in. */
function incomingOf(
  cast: Cast,
  one: SampleConversation,
  line: Line,
  at: Date,
  answers: string | null,
): Incoming {
  const { name, email } = customers[one.customer];
  const id = newId();
  return {
    id,
    channel: 'email',
    channelId: null,
    inboxId: cast.inboxId,
    rawId: null,
    at,
    from: { name, address: email },
    to: [],
    cc: [],
    subject: answers ? `Re: ${one.subject}` : one.subject,
    text: line.text,
    html: null,
    replyText: line.text,
    automated: null,
    language: null,
    trust: 'verified',
    externalKey: `<${id}@${domainOf(email)}>`,
    inReplyTo: answers,
    references: answers ? [answers] : [],
    tokens: [],
    attachments: [],
    remoteImages: 0,
    warnings: [],
    historic: false,
    fromUs: false,
  };
}
