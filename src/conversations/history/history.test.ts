import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../test/inbox.ts';
import { minute } from '../../platform/clock/clock.ts';
import { transact } from '../../platform/db/transact.ts';
import { note } from '../note.ts';

/* Everything that was said with one customer, across conversations and within the scope of who asks. */

let world: TestInbox;
let maya: Awaited<ReturnType<typeof programOf>>;
before(async () => {
  world = await testInbox();
  maya = await programOf(world.ground, conversationsWeb(world.ground), world.maya.id);
});
after(() => world.ground.close());

type Item = { message: { text: string }; conversation: { number: number } };

test('messages and notes of all conversations come newest first, page by page, none twice, spam and bin left out', async () => {
  const { db, clock } = world.ground;
  const board = await world.addInbox('Board', 'board@copperfield.example');
  await db.updateTable('inboxes').set({ default_level: 'none' }).where('id', '=', board).execute();
  const told: string[] = [];
  let last = '';
  for (let place = 0; place < 7; place++) {
    clock.advance(minute);
    const text = `Message ${place}`;
    last = (await world.arrives({ subject: `Matter ${place % 3} of ${place}`, text, replyText: text }))
      .conversationId;
    told.unshift(text);
  }
  clock.advance(minute);
  await transact(db, (tx) => note(tx, world.maya, { id: last, text: 'A note' }, clock.now()));
  told.unshift('A note');
  await world.arrives({ inboxId: board, subject: 'Secret', text: 'Hidden words' });
  const binned = await world.arrives({ subject: 'Thrown away', text: 'Rubbish' });
  await db
    .updateTable('conversations')
    .set({ place: 'bin' })
    .where('id', '=', binned.conversationId)
    .execute();
  const { customer_id } = await db
    .selectFrom('conversations')
    .select('customer_id')
    .where('id', '=', last)
    .executeTakeFirstOrThrow();

  const seen: string[] = [];
  let cursor = '';
  do {
    const { body, status } = await maya.get(`/customers/${customer_id}/messages?limit=3${cursor}`);
    assert.equal(status, 200, JSON.stringify(body));
    seen.push(...(body.items as Item[]).map(({ message }) => message.text));
    cursor = body.next ? `&cursor=${encodeURIComponent(body.next)}` : '';
  } while (cursor);
  assert.deepEqual(seen, told);
  assert.equal((await maya.get(`/customers/${customer_id}/messages?cursor=nonsense`)).status, 400);
});

test('files of all conversations stand in one list; pictures inside of texts are none', async () => {
  const { db, files } = world.ground;
  const hash = await transact(db, (tx) => files.put(tx, Buffer.from('hello'), world.ground.clock.now()));
  const { conversationId, messageId } = await world.arrives({ subject: 'With a file' });
  for (const [name, inline] of [
    ['contract.pdf', false],
    ['logo.png', true],
  ] as const)
    await db
      .insertInto('attachments')
      .values({
        id: crypto.randomUUID(),
        message_id: messageId,
        position: 0,
        name,
        type: 'application/pdf',
        size: 5,
        file_hash: hash,
        cid: null,
        inline,
      })
      .execute();
  const { customer_id } = await db
    .selectFrom('conversations')
    .select('customer_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  const { body } = await maya.get(`/customers/${customer_id}/files`);
  assert.deepEqual(
    body.items.map(({ name }: { name: string }) => name),
    ['contract.pdf'],
  );
  assert.match(body.items[0].url, /^\/files\//);
});
