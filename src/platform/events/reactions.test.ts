import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { allVisible, testGround } from '../../../test/ground.ts';
import { transact } from '../db/transact.ts';
import { type Reaction, react } from './reactions.ts';
import { bySystem, record } from './record.ts';

const ground = await testGround();
after(() => ground.close());

const say = (kind: string) =>
  transact(ground.db, (tx) => record(tx, { kind, by: bySystem, at: ground.clock.now() }));
const drain = async (reaction: Reaction) => {
  await allVisible(ground);
  while (await react(ground, reaction));
};

test('a reaction starts now, then hears each of its kinds once and remembers where it was', async () => {
  await say('before');
  const heard: string[] = [];
  const reaction: Reaction = {
    name: 'test.once',
    kinds: ['before', 'wanted'],
    handle: async (_tx, event) => void heard.push(event.kind),
  };
  await drain(reaction);
  await say('wanted');
  await say('other');
  await drain(reaction);
  await drain(reaction);
  assert.deepEqual(heard, ['wanted']);
});

test('a reaction that fails keeps its place and what it did is undone with it', async () => {
  let failing = true;
  const reaction: Reaction = {
    name: 'test.failing',
    kinds: ['fragile'],
    async handle(tx) {
      await record(tx, { kind: 'consequence', by: bySystem, at: ground.clock.now() });
      if (failing) throw new Error('not yet');
    },
  };
  await drain(reaction);
  await say('fragile');
  await assert.rejects(drain(reaction), /not yet/);
  failing = false;
  await drain(reaction);
  const { length } = await ground.db
    .selectFrom('events')
    .selectAll()
    .where('kind', '=', 'consequence')
    .execute();
  assert.equal(length, 1);
});

test('two processes hand one event to a reaction once', async () => {
  let count = 0;
  const reaction: Reaction = { name: 'test.shared', kinds: ['shared'], handle: async () => void count++ };
  await drain(reaction);
  for (let n = 0; n < 20; n++) await say('shared');
  await Promise.all(Array.from({ length: 6 }, () => drain(reaction)));
  await drain(reaction);
  assert.equal(count, 20);
});
