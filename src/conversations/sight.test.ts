import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/ids.ts';
import { type Role, roles, type Sight, sights } from '../staff/caller.ts';
import { sees, visible } from './access.ts';
import { assign } from './assign.ts';
import { note } from './note.ts';
import { reply } from './reply.ts';
import { mayHear, standingsOf } from './subscriber.ts';

/*
 * The levels of sight, every cell: each role with each sight looks for conversations that are theirs, their
 * team's, one they took part in, and somebody else's, by every way there is.
 */

const kinds = ['assigned', 'team', 'took part', 'other'] as const;
type Kind = (typeof kinds)[number];

/** What each sight shows; whoever leads sees all whatever is set. */
const table: Record<Sight, readonly Kind[]> = {
  all: kinds,
  teams: ['assigned', 'team', 'took part'],
  own: ['assigned', 'took part'],
};
const shown = (role: Role, sight: Sight): readonly Kind[] =>
  role === 'agent' || role === 'light' ? table[sight] : kinds;

let at: TestInbox;
let otherTeam: string;
before(async () => {
  at = await testInbox();
  otherTeam = newId();
  await at.ground.db
    .insertInto('teams')
    .values({ id: otherTeam, name: 'Billing', created_at: at.ground.clock.now() })
    .execute();
});
after(() => at.ground.close());

/** One conversation of each kind, seen from this agent. */
async function plant(agentId: string): Promise<Record<Kind, string>> {
  const { db, clock } = at.ground;
  const made = {} as Record<Kind, string>;
  for (const kind of kinds) {
    const from = { name: `Customer ${kind}`, address: `${newId()}@many.example` };
    const { conversationId: id } = await at.arrives({ from, subject: `Matter ${agentId}`, text: 'Quokka' });
    made[kind] = id;
    await transact(db, async (tx) => {
      const now = clock.now();
      const teamId = kind === 'team' ? at.teamId : otherTeam;
      const whose = kind === 'assigned' ? agentId : at.tom.id;
      // A light agent is given nothing by the verb, but may have been an agent before.
      await tx
        .updateTable('conversations')
        .set({ assignee_id: whose, team_id: teamId })
        .where('id', '=', id)
        .execute();
      if (kind === 'took part') await note(tx, { kind: 'agent', id: agentId }, { id, text: 'Seen' }, now);
    });
  }
  return made;
}

test('every role with every sight, by every way: list, views, search, counts, thread, files, live', async () => {
  const { ground } = at;
  const web = conversationsWeb(ground);
  for (const role of roles) {
    for (const sight of sights) {
      const agent = await at.addAgent(`Sam ${role} ${sight}`, role);
      await ground.db.updateTable('agents').set({ sight }).where('id', '=', agent.id).execute();
      await ground.db.insertInto('team_members').values({ team_id: at.teamId, agent_id: agent.id }).execute();
      const visitor = await programOf(ground, web, agent.id);
      const made = await plant(agent.id);
      const expected = shown(role, sight);
      const caller = at.caller(agent, role, { [at.inboxId]: 'reply' }, sight);
      const label = `${role} ${sight}`;
      const kindsIn = (ids: readonly string[]) => kinds.filter((kind) => ids.includes(made[kind]));
      const idsOf = async (path: string) =>
        ((await visitor.get(path)).body.items as { id: string }[]).map(({ id }) => id);
      for (const path of [
        '/conversations?view=open&limit=100',
        '/conversations?view=all&limit=100',
        '/conversations?view=open&sort=waiting&limit=100',
        '/conversations?view=open&sort=priority&limit=100',
        `/conversations?limit=100&filter=${encodeURIComponent('{"match":"any","conditions":[]}')}`,
        '/search?q=quokka&limit=100',
        `/search?q=${encodeURIComponent('is:open quokka')}&limit=100`,
        `/search?q=${encodeURIComponent('-is:solved')}&limit=100`,
        `/conversation-rows?view=open&${Object.values(made)
          .map((id) => `ids[]=${id}`)
          .join('&')}`,
      ])
        assert.deepEqual(kindsIn(await idsOf(path)), expected, `${label} ${path}`);
      const standings = await standingsOf(ground, Object.values(made));
      for (const kind of kinds) {
        const id = made[kind];
        const may = expected.includes(kind);
        const cell = `${label} ${kind}`;
        assert.equal((await visitor.get(`/conversations/${id}`)).status, may ? 200 : 404, cell);
        assert.equal((await visitor.get(`/conversations/${id}/messages`)).status, may ? 200 : 404, cell);
        const noted = await visitor.post(`/conversations/${id}/notes`, { text: 'Hello' });
        assert.equal(noted.status, may ? 201 : 404, cell);
        const standing = standings.get(id);
        assert.ok(standing);
        assert.equal(sees(caller, standing), may, cell);
        const event = { inboxId: at.inboxId, kind: 'conversation.status' };
        assert.equal(mayHear(caller, event, standing), may, `${cell} live`);
        const { customer_id } = await ground.db
          .selectFrom('conversations')
          .select('customer_id')
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        const earlier = await idsOf(`/conversations?view=all&customerId=${customer_id}`);
        assert.equal(earlier.includes(id), may, `${cell} earlier`);
      }
      const counts = (await visitor.get('/conversation-counts')).body;
      const { length } = await idsOf('/conversations?view=open&limit=100');
      assert.equal(counts.open, length, label);
      const seen = await ground.db.selectFrom('conversations').select('id').where(visible(caller)).execute();
      assert.deepEqual(kindsIn(seen.map(({ id }) => id)), expected, `${label} scope`);
      // What the next one sees must not depend on this one.
      await ground.db
        .updateTable('conversations')
        .set({ place: 'bin' })
        .where('id', 'in', Object.values(made))
        .execute();
    }
  }
});

test('what is handed on leaves the lists of those it was taken from, and is heard leaving', async () => {
  const own = at.caller(at.maya, 'agent', { [at.inboxId]: 'reply' }, 'own');
  const { conversationId: id } = await at.arrives();
  const standing = (await standingsOf(at.ground, [id])).get(id);
  const leaving = { inboxId: at.inboxId, kind: 'conversation.assigned', data: { fromAgentId: at.maya.id } };
  assert.equal(mayHear(own, leaving, standing), true);
  assert.equal(mayHear(own, { ...leaving, data: { fromAgentId: at.tom.id } }, standing), false);
});

test('whoever answers takes part from then on', async () => {
  const { ground } = at;
  const { conversationId: id } = await at.arrives();
  const own = at.caller(at.maya, 'agent', { [at.inboxId]: 'reply' }, 'own');
  const see = () =>
    ground.db.selectFrom('conversations').select('id').where('id', '=', id).where(visible(own)).execute();
  await transact(ground.db, (tx) => assign(tx, at.tom, { id, agentId: at.tom.id }, ground.clock.now()));
  assert.equal((await see()).length, 0);
  await transact(ground.db, (tx) => reply(tx, at.maya, { id, text: 'Hello' }, ground.clock.now()));
  assert.equal((await see()).length, 1);
});
