import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import { Desk } from '../../test/live-world.ts';
import { transact } from '../platform/db/transact.ts';
import { createPulse, type Pulse } from '../platform/events/notify.ts';
import { bySystem, record } from '../platform/events/record.ts';
import { createLive, type Live } from '../platform/live/live.ts';
import { deactivateAgent } from '../staff/change-agent.ts';
import { standingsOf, subscriberOf } from './subscriber.ts';

/* Live with real people: whose socket it is, and what their rights let them hear. */

let at: TestInbox;
let pulse: Pulse;
let live: Live;
const server = createServer();
before(async () => {
  at = await testInbox();
  pulse = createPulse(at.ground, at.ground.pool.options);
  live = createLive({
    ground: at.ground,
    pulse,
    subscriberOf: (headers) => subscriberOf(at.ground, headers),
    standingsOf: (ids) => standingsOf(at.ground, ids),
  });
  live.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
after(async () => {
  await live.close();
  await pulse.close();
  server.close();
  await at.ground.close();
});

/** A desk that is signed in as this agent. */
async function deskOf(agentId: string): Promise<Desk> {
  const { key } = await programOf(at.ground, conversationsWeb(at.ground), agentId);
  const { port } = server.address() as AddressInfo;
  const desk = new Desk(port, { authorization: `Bearer ${key}` });
  await desk.hello();
  return desk;
}

test('whoever is deactivated is told goodbye at once, with their desk open, and hears nothing more', async () => {
  const leaving = await at.addAgent('Kofi Byrne');
  const [desk, witness] = [await deskOf(leaving.id), await deskOf(at.maya.id)];
  const begun = performance.now();
  await transact(at.ground.db, (tx) => deactivateAgent(tx, bySystem, leaving.id, at.ground.clock.now()));
  pulse.poke();
  assert.equal((await desk.next('bye')).reason, 'signed-out');
  assert.equal(await desk.closed, 1008);
  assert.ok(performance.now() - begun < 5_000, 'by the event, not by the next look at the session');
  await at.arrives();
  pulse.poke();
  await witness.items((items) => items.some(({ kind }) => kind === 'message.received'));
  assert.ok(!desk.frames.some(({ items }) => items?.some(({ kind }) => kind === 'message.received')));
  witness.socket.close();
});

test('what is one agent’s own reaches their desks alone', async () => {
  const [hers, his] = [await deskOf(at.maya.id), await deskOf(at.tom.id)];
  const now = at.ground.clock.now();
  await transact(at.ground.db, async (tx) => {
    await record(tx, { kind: 'own.notices', by: bySystem, at: now, data: { agentId: at.maya.id } });
    await record(tx, { kind: 'test.last', by: bySystem, at: now });
  });
  pulse.poke();
  const kinds = async (desk: Desk) =>
    (await desk.items((items) => items.some(({ kind }) => kind === 'test.last'))).map(({ kind }) => kind);
  assert.deepEqual(await kinds(hers), ['own.notices', 'test.last']);
  assert.deepEqual(await kinds(his), ['test.last']);
  for (const { socket } of [hers, his]) socket.close();
});

test('who types at what somebody does not see is not theirs to know, though they work in that inbox', async () => {
  const { conversationId: conversation } = await at.arrives();
  const own = await at.addAgent('Lena Wolf');
  await at.ground.db.updateTable('agents').set({ sight: 'own' }).where('id', '=', own.id).execute();
  const [maya, tom, lena] = [await deskOf(at.maya.id), await deskOf(at.tom.id), await deskOf(own.id)];
  maya.send({ is: 'presence', conversation, state: 'noting', typing: true });
  assert.deepEqual((await tom.next('presence')).agents, [{ id: at.maya.id, state: 'noting', typing: true }]);
  await at.ground.db
    .updateTable('conversations')
    .set({ assignee_id: own.id })
    .where('id', '=', conversation)
    .execute();
  maya.send({ is: 'presence', conversation, state: 'replying', typing: false });
  const there = [{ id: at.maya.id, state: 'replying', typing: false }];
  assert.deepEqual((await lena.next('presence')).agents, there, 'once it is theirs they see who is there');
  assert.equal(lena.frames.filter(({ is }) => is === 'presence').length, 1, 'and saw nobody before');
  for (const { socket } of [maya, tom, lena]) socket.close();
});
