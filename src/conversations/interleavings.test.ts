import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestInbox, testInbox } from '../../test/inbox.ts';
import { hour } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/ids.ts';
import { assign } from './assign.ts';
import { bin, restore } from './bin.ts';
import { markDelivery } from './mark-delivery.ts';
import { note } from './note.ts';
import { type Incoming, receive } from './receive.ts';
import { reply } from './reply.ts';
import { snooze } from './snooze.ts';
import { solve } from './solve.ts';
import { tag } from './tag.ts';
import { takeBack } from './take-back.ts';

/*
 * Whatever happens at once, in whatever order: a conversation's events are numbered 1, 2, 3 … without a gap,
 * its row says what its messages say, and a customer's message is never left unseen.
 */

let at: TestInbox;
before(async () => {
  at = await testInbox();
});
after(() => at.ground.close());

const acts = [
  'receive',
  'reply',
  'held',
  'back',
  'note',
  'maya',
  'tom',
  'nobody',
  'solve',
  'snooze',
  'tag',
  'bin',
  'restore',
  'sent',
  'bounced',
] as const;
type Act = (typeof acts)[number];

type Scene = { id: string; first: Incoming; sent: string[] };

function perform(tx: Tx, scene: Scene, act: Act): Promise<unknown> {
  const now = at.ground.clock.now();
  const { id } = scene;
  const latest = scene.sent.at(-1) ?? newId();
  const say = (undoSeconds: number) => {
    const messageId = newId();
    scene.sent.push(messageId);
    return reply(tx, at.maya, { id, text: 'Hi', messageId, undoSeconds }, now);
  };
  switch (act) {
    case 'receive':
      return receive(
        tx,
        at.ground,
        at.mail({ from: scene.first.from, inReplyTo: scene.first.externalKey, text: newId() }),
        now,
      );
    case 'reply':
      return say(0);
    case 'held':
      return say(10);
    case 'back':
      return takeBack(tx, at.maya, { messageId: latest }, now).catch(expected('NOT_FOUND', 'CONFLICT'));
    case 'note':
      return note(tx, at.tom, { id, text: 'Hm' }, now);
    case 'maya':
      return assign(tx, at.tom, { id, agentId: at.maya.id }, now);
    case 'tom':
      return assign(tx, at.maya, { id, agentId: at.tom.id }, now);
    case 'nobody':
      return assign(tx, at.maya, { id, agentId: null, teamId: null }, now);
    case 'solve':
      return solve(tx, at.tom, { id, how: 'So' }, now);
    case 'snooze':
      return snooze(tx, at.tom, { id, until: new Date(now.getTime() + hour) }, now);
    case 'tag':
      return tag(tx, at.tom, { id, add: ['a', 'b'], remove: ['c'] }, now);
    case 'bin':
      return bin(tx, at.tom, { id }, now);
    case 'restore':
      return restore(tx, at.tom, { id }, now);
    case 'sent':
      return markDelivery(tx, latest, 'sent', null, now);
    case 'bounced':
      return markDelivery(tx, latest, 'bounced', 'No such mailbox.', now);
  }
}

const expected =
  (...codes: string[]) =>
  (error: { code?: string }) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };

async function consistent(id: string): Promise<void> {
  const { db } = at.ground;
  const row = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const events = await db
    .selectFrom('events')
    .select(['version', 'kind'])
    .where('conversation_id', '=', id)
    .orderBy('version')
    .execute();
  assert.deepEqual(
    events.map(({ version }) => version),
    events.map((_, index) => index + 1),
    'each event one version',
  );
  assert.equal(row.version, events.length);
  const messages = await db.selectFrom('messages').selectAll().where('conversation_id', '=', id).execute();
  const counted = messages.filter(({ delivery }) => delivery !== 'cancelled');
  assert.equal(row.message_count, counted.length);
  assert.ok(
    counted.some((message) => message.id === row.last_message_id),
    'the newest is there',
  );
  if (row.status === 'waiting') assert.equal(row.waiting_since, null);
  if (row.status === 'solved') assert.ok(row.solved_at);
  const unfinished = counted.filter(({ delivery }) => delivery === 'queued' || delivery === 'held');
  for (const { id: messageId } of unfinished) {
    const job = await db
      .selectFrom('graphile_worker.jobs' as never)
      .select('key' as never)
      .where('key' as never, '=', `deliver:${messageId}` as never)
      .executeTakeFirst();
    assert.ok(job, 'what is to leave has its job');
  }
}

test('any acts at once leave one consistent conversation', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom(...acts), { minLength: 1, maxLength: 6 }), {
        minLength: 1,
        maxLength: 5,
      }),
      async (rounds) => {
        const first = at.mail({ from: { name: 'Kofi Byrne', address: `${newId()}@byrnebooks.example` } });
        const { conversationId: id } = await transact(at.ground.db, (tx) =>
          receive(tx, at.ground, first, at.ground.clock.now()),
        );
        const scene: Scene = { id, first, sent: [] };
        for (const round of rounds) {
          at.ground.clock.advance(1_000);
          await Promise.all(round.map((act) => transact(at.ground.db, (tx) => perform(tx, scene, act))));
          await consistent(id);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('an act that fails at its end has not happened', async () => {
  const first = at.mail({ from: { name: 'Kofi Byrne', address: `${newId()}@byrnebooks.example` } });
  const { conversationId: id } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  const everything = async () => ({
    row: await at.ground.db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst(),
    events: await at.ground.db.selectFrom('events').select('id').execute(),
    messages: await at.ground.db.selectFrom('messages').select('id').execute(),
    customers: await at.ground.db.selectFrom('customers').select('id').execute(),
  });
  const before = await everything();
  for (const act of acts) {
    const scene: Scene = { id, first, sent: [] };
    const dying = transact(at.ground.db, async (tx) => {
      await perform(tx, scene, act);
      throw new Error('killed here');
    });
    await assert.rejects(dying, /killed here/);
  }
  assert.deepEqual(await everything(), before);
});

test('the same new customer met at once by many mails is one customer', async () => {
  for (let round = 0; round < 5; round++) {
    const address = `${newId()}@new.example`;
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        at.arrives({ from: { name: '', address: n % 2 ? address : address.toUpperCase() }, subject: `${n}` }),
      ),
    );
    const rows = await at.ground.db
      .selectFrom('conversations')
      .select('customer_id')
      .where(
        'id',
        'in',
        all.map(({ conversationId }) => conversationId),
      )
      .execute();
    assert.equal(new Set(rows.map((row) => row.customer_id)).size, 1);
    const left = await at.ground.db
      .selectFrom('customers')
      .leftJoin('identities', 'identities.customer_id', 'customers.id')
      .select('customers.id')
      .where('identities.id', 'is', null)
      .execute();
    assert.equal(left.length, 0, 'no empty customer is left behind');
  }
});

test('mail that quotes each other in a circle, arriving at once, waits for no one forever', async () => {
  const from = { name: '', address: `${newId()}@circle.example` };
  const keys = Array.from({ length: 12 }, (_, n) => `<${n}.${newId()}@circle.example>`);
  const mails = keys.map((externalKey, n) =>
    at.mail({
      from: n % 3 ? from : { name: '', address: `${n}.${from.address}` },
      externalKey,
      text: `${n}`,
      references: keys.filter((key) => key !== externalKey).toSorted(() => (n % 2 ? 1 : -1)),
    }),
  );
  const got = await Promise.all(
    mails.map((mail) => transact(at.ground.db, (tx) => receive(tx, at.ground, mail, at.ground.clock.now()))),
  );
  assert.equal(got.filter(({ repeated }) => repeated).length, 0);
});
