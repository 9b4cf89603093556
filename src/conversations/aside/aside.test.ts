// Over 250 lines because one desk tells what stands beside a conversation and what is passed on, from every side.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { conversationsWeb, programOf, testInbox } from '../../../test/inbox.ts';
import { transact } from '../../platform/db/transact.ts';
import { involve } from '../involve.ts';
import { threadToken } from '../thread-token.ts';

const office = await testInbox();
const { ground, arrives, maya, tom } = office;
after(() => ground.close());
const web = conversationsWeb(ground);
const desk = await programOf(ground, web, maya.id);
const toms = await programOf(ground, web, tom.id);
const supplier = { name: 'Kiln & Co', address: 'orders@kiln.example' };

let made = 0;
async function asked() {
  ground.clock.advance(1_000);
  const from = { name: `Customer ${++made}`, address: `a${made}@alder.example` };
  const got = await arrives({
    from,
    subject: `Where is it ${made}?`,
    text: 'Where is my kettle?',
    replyText: 'Where is my kettle?',
  });
  const { body } = await desk.get(`/conversations/${got.conversationId}`);
  return { ...got, id: got.conversationId, number: body.number as number, from };
}
const aside = async (id: string, more = {}) => {
  const { status, body } = await desk.post(`/conversations/${id}/asides`, {
    to: [supplier],
    subject: 'Order 17',
    text: 'When does quetzalcoatl ship?',
    ...more,
  });
  assert.equal(status, 201, JSON.stringify(body));
  return body as { id: string; number: number; messageId: string };
};
const answers = (to: { number: number }, text = 'On Friday.', more = {}) => {
  ground.clock.advance(1_000);
  return arrives({
    from: supplier,
    subject: 'Re: Order 17',
    text,
    replyText: text,
    tokens: [threadToken(ground.secrets, to.number)],
    ...more,
  });
};
const view = async (id: string, by = desk) => (await by.get(`/conversations/${id}`)).body;
const texts = async (id: string): Promise<string[]> =>
  (await desk.get(`/conversations/${id}/messages?limit=100`)).body.items.flatMap(
    (m: { direction: string; text: string }) => (m.direction === 'event' ? [] : [m.text]),
  );
const trail = async (id: string): Promise<string[]> =>
  (await desk.get(`/conversations/${id}/messages?limit=100`)).body.items.flatMap(
    (m: { event: { kind: string } | null }) => m.event?.kind ?? [],
  );

test('a side conversation stands beside: in no list, found by search, its answers come in there', async () => {
  const main = await asked();
  const before = (await desk.get('/conversation-counts')).body;
  const beside = await aside(main.id);
  await desk.post(`/conversations/${main.id}/status`, { status: 'held' });
  const got = await answers(beside);
  assert.equal(got.conversationId, beside.id);
  assert.deepEqual(await texts(beside.id), ['When does quetzalcoatl ship?', 'On Friday.']);
  assert.deepEqual(
    await texts(main.id),
    ['Where is my kettle?'],
    'nothing of it is said in the conversation itself',
  );
  const [listed] = (await desk.get(`/conversations/${main.id}/asides`)).body;
  assert.deepEqual(
    [listed.id, listed.unseen, listed.messageCount, listed.with[0].address],
    [beside.id, true, 2, supplier.address],
  );
  const parent = await view(main.id);
  assert.equal(parent.status, 'open', 'it waited for this');
  assert.equal(parent.messageCount, 1);
  assert.deepEqual([parent.together.asides, parent.together.unseenAsides], [1, 1]);
  assert.deepEqual(
    (await trail(main.id)).filter((kind) => kind.includes('aside')),
    ['conversation.aside', 'conversation.aside-answered'],
  );
  const counts = (await desk.get('/conversation-counts')).body;
  assert.deepEqual([counts.open, counts.waiting, counts.all], [before.open, before.waiting, before.all]);
  const found = (await desk.get('/search?q=quetzalcoatl')).body.items;
  assert.deepEqual(
    found.map((r: { id: string }) => r.id),
    [beside.id],
  );
  assert.equal((await view(beside.id)).together.asideOf.number, main.number);
  await desk.post(`/conversations/${beside.id}/seen`);
  assert.equal((await view(main.id)).together.unseenAsides, 0);
});

test('an answer to the customer goes to them alone, an answer aside to the third party alone', async () => {
  const main = await asked();
  const beside = await aside(main.id);
  await answers(beside);
  assert.deepEqual(
    (await view(main.id)).replyTo.to.map((a: { address: string }) => a.address),
    [main.from.address],
  );
  assert.deepEqual((await view(main.id)).replyTo.cc, []);
  const reply = await desk.post(`/conversations/${beside.id}/replies`, { text: 'Thanks!' });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  const sent = await ground.db
    .selectFrom('messages')
    .select('recipients')
    .where('id', '=', reply.body.messageId)
    .executeTakeFirstOrThrow();
  assert.deepEqual(
    sent.recipients.to?.map((a) => a.address),
    [supplier.address],
  );
  assert.deepEqual(sent.recipients.cc, []);
  const still = await view(beside.id);
  assert.equal(still.place, 'aside', 'answering does not bring it into the lists');
  // The customer, with the third party's token forwarded to them, is a stranger there.
  const leaked = await arrives({
    from: main.from,
    text: 'what is this',
    replyText: 'what is this',
    tokens: [threadToken(ground.secrets, beside.number)],
  });
  assert.equal(leaked.conversationId, beside.id);
  assert.ok(
    (await view(beside.id)).participants.find(
      (p: { address: string; pending: boolean }) => p.address === main.from.address,
    ).pending,
  );
});

test('who may see a conversation sees what stands beside it, wherever it goes, and nobody else', async () => {
  const main = await asked();
  const beside = await aside(main.id);
  const legal = await office.addInbox('Legal', 'legal@copperfield.example');
  await ground.db
    .insertInto('inbox_access')
    .values({ inbox_id: legal, agent_id: tom.id, level: 'none' })
    .execute();
  assert.equal((await toms.get(`/conversations/${beside.id}`)).status, 200);
  assert.equal((await desk.patch(`/conversations/${main.id}`, { inboxId: legal })).status, 200);
  assert.equal((await toms.get(`/conversations/${beside.id}`)).status, 404);
  assert.equal((await toms.get(`/conversations/${main.id}/asides`)).status, 404);
  assert.deepEqual((await toms.get(`/search?q=%23${beside.number}`)).body.items, []);
  assert.equal((await toms.post(`/conversations/${beside.id}/replies`, { text: 'hi' })).status, 404);
  assert.equal((await view(beside.id)).inbox.id, legal);
  assert.equal(
    (await desk.patch(`/conversations/${beside.id}`, { inboxId: office.inboxId })).status,
    409,
    'it does not go alone',
  );
  assert.equal((await desk.post(`/conversations/${beside.id}/assign`, { agentId: maya.id })).status, 409);
});

test('it comes along when its conversation is merged, and goes back', async () => {
  const main = await asked();
  const other = await asked();
  const beside = await aside(main.id);
  assert.equal((await desk.post(`/conversations/${other.id}/merge`, { sources: [beside.id] })).status, 409);
  assert.equal((await desk.post(`/conversations/${other.id}/merge`, { sources: [main.id] })).status, 200);
  assert.equal((await desk.get(`/conversations/${other.id}/asides`)).body.length, 1);
  await answers(beside);
  assert.ok((await trail(other.id)).includes('conversation.aside-answered'));
  assert.equal((await desk.post(`/conversations/${main.id}/unmerge`)).status, 200);
  assert.equal((await desk.get(`/conversations/${other.id}/asides`)).body.length, 0);
  assert.equal((await desk.get(`/conversations/${main.id}/asides`)).body.length, 1);
});

test('put in the bin and taken out again it is a side conversation still', async () => {
  const main = await asked();
  const beside = await aside(main.id);
  await desk.post(`/conversations/${beside.id}/bin`);
  assert.deepEqual((await desk.get(`/conversations/${main.id}/asides`)).body, []);
  await answers(beside);
  assert.equal((await view(beside.id)).place, 'aside');
});

test('the same side conversation sent twice is one', async () => {
  const main = await asked();
  const messageId = crypto.randomUUID();
  const first = await aside(main.id, { messageId });
  assert.deepEqual(await aside(main.id, { messageId }), first);
  assert.equal(
    (await desk.post(`/conversations/${main.id}/asides`, { subject: 'x', text: 'y', to: [] })).status,
    400,
  );
});

test('a forward answers nobody, shows in the thread, and quotes without any token', async () => {
  const main = await asked();
  const token = threadToken(ground.secrets, main.number);
  const got = await arrives({
    from: main.from,
    tokens: [token],
    text: `It broke.\n\nOn Monday Copperfield <support+${token}@copperfield.example> wrote:\n> Hello`,
    html: `<p>It <b>broke</b>.</p><a href="mailto:support%2B${token}@copperfield.example">support+${token}@copperfield.example</a>`,
    replyText: 'It broke.',
  });
  const before = await view(main.id);
  const sent = await desk.post(`/messages/${got.messageId}/forward`, {
    to: 'Kiln & Co <orders@kiln.example>',
    text: 'Can you help?',
  });
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  const row = await ground.db
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', sent.body.messageId)
    .executeTakeFirstOrThrow();
  assert.match(row.subject, /^Fwd: /);
  assert.match(
    row.text,
    /^Can you help\?\n\n-+ Forwarded message -+\nFrom: Customer \d+ <a\d+@alder\.example>/,
  );
  assert.match(row.text, /It broke\./);
  assert.ok(!row.text.includes(token) && !row.html?.includes(token), 'no token leaves');
  const now = await view(main.id);
  assert.deepEqual(
    [now.status, now.waitingSince, now.assignee],
    [before.status, before.waitingSince, before.assignee],
  );
  assert.ok(!now.participants.some((p: { address: string }) => p.address === supplier.address));
  const shown = (await desk.get(`/conversations/${main.id}/messages?limit=100`)).body.items.find(
    (m: { id: string }) => m.id === sent.body.messageId,
  );
  assert.deepEqual(
    [shown.forwardOf, shown.direction, shown.to[0].address, shown.replyText],
    [got.messageId, 'out', supplier.address, 'Can you help?'],
  );
  // The stranger's answer, by the name of the forward, is a conversation of its own.
  const back = await arrives({
    from: supplier,
    text: 'Sure',
    replyText: 'Sure',
    subject: 'Re: Fwd: Where',
    inReplyTo: `<${sent.body.messageId}@copperfield.example>`,
  });
  assert.equal(back.opened, true);
  const note = await desk.post(`/conversations/${main.id}/notes`, { text: 'internal' });
  assert.equal(
    (await desk.post(`/messages/${note.body.messageId}/forward`, { to: 'x@y.example' })).status,
    400,
  );
});

test('a forward takes the attachments along, all or those chosen, and can be taken back', async () => {
  await ground.db
    .insertInto('files')
    .values({ hash: 'a'.repeat(64), size: 3, created_at: ground.clock.now() } as never)
    .execute();
  const file = (name: string) => ({
    name,
    type: 'text/plain',
    size: 3,
    fileHash: 'a'.repeat(64),
    cid: null,
    inline: false,
  });
  const main = await arrives({
    from: { name: '', address: 'files@alder.example' },
    attachments: [file('one.txt'), file('two.txt')],
  });
  const items = (await desk.get(`/conversations/${main.conversationId}/messages`)).body.items;
  const [one] = items[0].attachments;
  const names = async (id: string) =>
    (
      await ground.db
        .selectFrom('attachments')
        .select('name')
        .where('message_id', '=', id)
        .orderBy('position')
        .execute()
    ).map((f) => f.name);
  const all = await desk.post(`/messages/${main.messageId}/forward`, { to: 'x@y.example', undoSeconds: 10 });
  assert.deepEqual(await names(all.body.messageId), ['one.txt', 'two.txt']);
  const some = await desk.post(`/messages/${main.messageId}/forward`, { to: 'x@y.example', files: [one.id] });
  assert.deepEqual(await names(some.body.messageId), ['one.txt']);
  const back = await desk.post(`/messages/${all.body.messageId}/take-back`);
  assert.equal(back.status, 200, JSON.stringify(back.body));
});

test('who sees only what they take part in sees what stands beside it, and nothing else aside', async () => {
  const main = await asked();
  const beside = await aside(main.id);
  const own = await office.addAgent('Olu Own');
  await ground.db.updateTable('agents').set({ sight: 'own' }).where('id', '=', own.id).execute();
  const olu = await programOf(ground, web, own.id);
  assert.equal((await olu.get(`/conversations/${beside.id}`)).status, 404);
  assert.deepEqual((await olu.get(`/search?q=%23${beside.number}`)).body.items, []);
  await transact(ground.db, (tx) => involve(tx, main.id, [own.id]));
  assert.equal((await olu.get(`/conversations/${main.id}/asides`)).body.length, 1);
  assert.equal((await olu.get(`/conversations/${beside.id}/messages`)).status, 200);
});
