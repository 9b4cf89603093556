import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/ids.ts';
import { type Colleague, noticesOffice, ok } from './test-people.ts';

/* Drafts handed to colleagues, and the list of what one follows: through the API, as each of them. */

let office: Awaited<ReturnType<typeof noticesOffice>>;
let maya: Colleague;
let tom: Colleague;
let dana: Colleague;
before(async () => {
  office = await noticesOffice();
});
after(() => office.at.ground.close());
beforeEach(async () => {
  [maya, tom, dana] = await Promise.all([
    office.colleague('Maya Lindt'),
    office.colleague('Tom Okoro'),
    office.colleague('Dana Price'),
  ]);
});

const draft = (html: string, files: object[] = []) => ({
  mode: 'reply',
  reply: { html, files, to: null, cc: null, bcc: [] },
  note: { html: '', files: [] },
  savedAt: 1,
});
const waiting = async (who: Colleague, id: string) =>
  ok(await who.program.get(`/conversations/${id}/handed-drafts`));

test('a draft handed over waits for the colleague with the conversation, and is theirs when they take it', async () => {
  const { conversationId: id } = await office.at.arrives();
  ok(await maya.program.put(`/conversations/${id}/draft`, { body: draft('<p>Dear Leila</p>') }));
  const handedId = newId();
  for (const _ of [1, 2])
    ok(await maya.program.post(`/conversations/${id}/handed-drafts`, { handedId, agentId: tom.id }));
  assert.equal(ok(await maya.program.get(`/conversations/${id}/draft`)), null, 'hers is empty');
  assert.equal(ok(await tom.program.get(`/conversations/${id}`)).assignee.id, tom.id);
  assert.deepEqual(await tom.told(), ['handed 1', 'assigned 1'].sort());
  ok(await tom.program.put(`/conversations/${id}/draft`, { body: draft('<p>My own</p>') }));
  const [one, ...more] = await waiting(tom, id);
  assert.equal(more.length, 0, 'sending it twice hands it once');
  assert.equal(one.from.name, 'Maya Lindt');
  assert.equal(one.body.reply.html, '<p>Dear Leila</p>');
  const taken = ok(await tom.program.post(`/handed-drafts/${one.id}/settle`, { to: 'taken' }));
  assert.equal(taken.body.reply.html, '<p>Dear Leila</p>');
  assert.equal(
    ok(await tom.program.get(`/conversations/${id}/draft`)).body.reply.html,
    '<p>My own</p>',
    'the own draft stays',
  );
  const again = ok(await tom.program.post(`/handed-drafts/${one.id}/settle`, { to: 'taken' }));
  assert.equal(again.body.reply.html, '<p>Dear Leila</p>', 'an answer that was lost can be asked for again');
  assert.deepEqual(await waiting(tom, id), []);
  const late = await maya.program.post(`/handed-drafts/${one.id}/settle`, { to: 'withdrawn' });
  assert.equal(late.status, 409);
});

test('two drafts handed over at once both wait, each by its author; a discarded one can wait again', async () => {
  const { conversationId: id } = await office.at.arrives();
  const hand = (who: Colleague, html: string) =>
    who.program.post(`/conversations/${id}/handed-drafts`, {
      agentId: tom.id,
      body: draft(html),
      assign: false,
    });
  for (const answer of await Promise.all([hand(maya, '<p>M</p>'), hand(dana, '<p>D</p>')])) ok(answer);
  const both = await waiting(tom, id);
  assert.deepEqual(both.map((one: { from: { name: string } }) => one.from.name).sort(), [
    'Dana Price',
    'Maya Lindt',
  ]);
  assert.deepEqual(await tom.told(), ['handed 2']);
  const [first] = both;
  ok(await tom.program.post(`/handed-drafts/${first.id}/settle`, { to: 'discarded' }));
  assert.equal((await waiting(tom, id)).length, 1);
  ok(await tom.program.post(`/handed-drafts/${first.id}/settle`, { to: 'waiting' }));
  assert.equal((await waiting(tom, id)).length, 2);
});

test('nobody else reads, takes or hands into what they may not see', async () => {
  const { conversationId: id } = await office.at.arrives();
  const made = ok(
    await maya.program.post(`/conversations/${id}/handed-drafts`, {
      agentId: tom.id,
      body: draft('<p>M</p>'),
    }),
  );
  assert.deepEqual(await waiting(dana, id), []);
  for (const to of ['taken', 'discarded', 'withdrawn'])
    assert.equal((await dana.program.post(`/handed-drafts/${made.id}/settle`, { to })).status, 404, to);
  assert.equal((await maya.program.post(`/handed-drafts/${made.id}/settle`, { to: 'taken' })).status, 404);
  await office.at.ground.db
    .insertInto('inbox_access')
    .values({ inbox_id: office.at.inboxId, agent_id: dana.id, level: 'none' })
    .execute();
  const toDana = { agentId: dana.id, body: draft('<p>M</p>') };
  assert.equal((await maya.program.post(`/conversations/${id}/handed-drafts`, toDana)).status, 400);
  assert.equal((await dana.program.post(`/conversations/${id}/handed-drafts`, toDana)).status, 404);
  const light = await office.colleague('Lena Wolf', 'light');
  const given = { agentId: tom.id, body: draft('<p>L</p>') };
  assert.equal((await light.program.post(`/conversations/${id}/handed-drafts`, given)).status, 403);
  ok(await light.program.post(`/conversations/${id}/handed-drafts`, { ...given, assign: false }));
});

test('the files of a handed draft become the colleague’s own', async () => {
  const { conversationId: id } = await office.at.arrives();
  const { ground } = office.at;
  const now = ground.clock.now();
  const upload = newId();
  await transact(ground.db, async (tx) => {
    const hash = await ground.files.put(tx, Buffer.from('hello'), now);
    const file = { name: 'a.txt', type: 'text/plain', size: 5, file_hash: hash, created_at: now };
    await tx
      .insertInto('uploads')
      .values({ id: upload, by_id: maya.id, ...file })
      .execute();
  });
  const body = draft('<p>See</p>', [{ id: upload, name: 'a.txt', type: 'text/plain', size: 5 }]);
  const made = ok(await maya.program.post(`/conversations/${id}/handed-drafts`, { agentId: tom.id, body }));
  const taken = ok(await tom.program.post(`/handed-drafts/${made.id}/settle`, { to: 'taken' }));
  const [file] = taken.body.reply.files;
  assert.notEqual(file.id, upload);
  ok(await tom.program.post(`/conversations/${id}/notes`, { text: 'See', attachments: [file.id] }));
});

test('the list of what one follows holds what was written in by oneself, and not what was left by hand', async () => {
  const from = { name: 'Yuki Novak', address: `yuki.${newId()}@novak.example` };
  const { conversationId: id } = await office.at.arrives({ from });
  const list = async () => {
    await office.at.ground.runReactions();
    const { items } = ok(await maya.program.get('/conversations?view=all&followed=true'));
    return items.map((row: { id: string }) => row.id);
  };
  assert.deepEqual(await list(), []);
  ok(await maya.program.post(`/conversations/${id}/notes`, { text: 'Mine' }));
  assert.deepEqual(await list(), [id]);
  ok(await maya.program.put(`/conversations/${id}/following`, { following: false }));
  assert.deepEqual(await list(), []);
  await maya.settings({ followWritten: false });
  ok(await maya.program.post(`/conversations/${id}/notes`, { text: 'Again' }));
  assert.deepEqual(await list(), [], 'whoever does not want that is not made to follow');
});
