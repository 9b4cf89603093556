// Over 250 lines because everything that can be merged, parted, split and linked is told with the same few people.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { conversationsWeb, programOf, testInbox } from '../../../test/inbox.ts';
import type { Visitor } from '../../../test/staff.ts';
import { threadToken } from '../thread-token.ts';

const office = await testInbox();
const { ground, arrives, maya, tom } = office;
after(() => ground.close());
const web = conversationsWeb(ground);
const desk = await programOf(ground, web, maya.id);
const toms = await programOf(ground, web, tom.id);

const omar = { name: 'Omar Haddad', address: 'omar@birch.example' };
let made = 0;
/** A conversation of a customer of its own. */
async function one(text: string, from = { name: `Customer ${++made}`, address: `c${made}@alder.example` }) {
  ground.clock.advance(1_000);
  const { conversationId, messageId } = await arrives({
    from,
    subject: `${text} subject`,
    text,
    replyText: text,
  });
  const { body } = await desk.get(`/conversations/${conversationId}`);
  return { id: conversationId, messageId, number: body.number as number, from };
}
const view = async (id: string, by: Visitor = desk) => (await by.get(`/conversations/${id}`)).body;
const said = async (id: string): Promise<string[]> =>
  (await desk.get(`/conversations/${id}/messages?limit=100`)).body.items
    .filter((m: { direction: string }) => m.direction !== 'event')
    .map((m: { text: string }) => m.text);
const trail = async (id: string): Promise<string[]> =>
  (await desk.get(`/conversations/${id}/messages?limit=100`)).body.items.flatMap(
    (m: { event: { kind: string } | null }) => m.event?.kind ?? [],
  );
const merge = (target: string, sources: string[], by: Visitor = desk, more = {}) =>
  by.post(`/conversations/${target}/merge`, { sources, ...more });
const unmerge = (id: string, by: Visitor = desk) => by.post(`/conversations/${id}/unmerge`);
const answers = (
  to: { number: number; from: { name: string; address: string } },
  text: string,
  from = to.from,
) => {
  ground.clock.advance(1_000);
  return arrives({ from, text, replyText: text, tokens: [threadToken(ground.secrets, to.number)] });
};
async function ok(answer: Promise<{ status: number; body: unknown }>) {
  const { status, body } = await answer;
  assert.ok(status < 300, JSON.stringify(body));
  return body;
}

test('a merge brings messages, people and tags into one, and the other leads there', async () => {
  const a = await one('kettle leaks');
  const b = await one('kettle again');
  await ok(desk.post(`/conversations/${a.id}/tags`, { add: ['leak'] }));
  await ok(merge(b.id, [String(a.number)]));
  assert.deepEqual(await said(b.id), ['kettle leaks', 'kettle again']);
  assert.deepEqual(await said(a.id), []);
  const target = await view(b.id);
  assert.equal(target.messageCount, 2);
  assert.deepEqual(
    target.tags.map((t: { name: string }) => t.name),
    ['leak'],
  );
  assert.deepEqual(
    target.participants.map((p: { address: string }) => p.address).sort(),
    [a.from.address, b.from.address].sort(),
  );
  assert.deepEqual(
    target.together.holds.map((h: { number: number }) => h.number),
    [a.number],
  );
  const source = await view(a.id);
  assert.equal(source.place, 'merged');
  assert.equal(source.together.mergedInto.number, b.number);
  assert.ok((await trail(b.id)).includes('conversation.merged'));
  assert.ok((await trail(a.id)).includes('conversation.merged-into'));
});

test('what was merged is in lists, counts, the history and search once', async () => {
  const a = await one('zanzibar parcel', omar);
  const b = await one('zanzibar parcel two', omar);
  const before = (await desk.get('/conversation-counts')).body.open;
  await ok(merge(b.id, [a.id]));
  assert.equal((await desk.get('/conversation-counts')).body.open, before - 1);
  const customerId = (await view(b.id)).customer.id;
  const numbers = async (path: string) =>
    (await desk.get(path)).body.items.map((r: { number: number }) => r.number);
  assert.deepEqual(await numbers(`/conversations?view=all&customerId=${customerId}`), [b.number]);
  assert.deepEqual(await numbers('/search?q=zanzibar'), [b.number]);
  assert.deepEqual(await numbers(`/search?q=%23${a.number}`), [b.number]);
  assert.ok(!(await numbers('/conversations?view=all&limit=100')).includes(a.number));
});

test('a later answer to the merged one arrives in the other, and goes home when they are parted', async () => {
  const a = await one('home alone');
  const b = await one('target of home');
  await ok(desk.post(`/conversations/${b.id}/replies`, { text: 'We look into it.' }));
  await ok(merge(b.id, [a.id]));
  const got = await answers(a, 'came later');
  assert.equal(got.conversationId, b.id);
  assert.equal(got.opened, false);
  const byName = await arrives({
    from: a.from,
    text: 'by name',
    replyText: 'by name',
    inReplyTo: `<${a.messageId}@alder.example>`,
  });
  assert.equal(byName.conversationId, b.id);
  assert.equal((await view(b.id)).status, 'open');
  await ok(unmerge(a.id));
  assert.deepEqual(await said(a.id), ['home alone', 'came later', 'by name']);
  assert.deepEqual(await said(b.id), ['target of home', 'We look into it.']);
  const parted = await view(a.id);
  assert.equal(parted.place, 'inbox');
  assert.equal(parted.messageCount, 3);
  assert.deepEqual(
    (await view(b.id)).participants.map((p: { address: string }) => p.address),
    [b.from.address],
  );
});

test('undone at once, both stand as they stood', async () => {
  const a = await one('asks');
  const b = await one('was solved');
  await ok(desk.post(`/conversations/${b.id}/solve`));
  await ok(merge(b.id, [a.id]));
  assert.equal((await view(b.id)).status, 'open');
  await ok(unmerge(a.id));
  assert.equal((await view(b.id)).status, 'solved');
  assert.equal((await view(b.id)).waitingSince, null);
  assert.equal((await view(a.id)).status, 'new');
});

for (const order of [
  ['a', 'b'],
  ['b', 'a'],
] as const)
  test(`merged conversations merged again are parted in any order: ${order.join(', then ')}`, async () => {
    const all = { a: await one('words of a'), b: await one('words of b'), c: await one('words of c') };
    await ok(merge(all.b.id, [all.a.id]));
    await ok(merge(all.c.id, [all.b.id]));
    assert.equal((await said(all.c.id)).length, 3);
    await answers(all.a, 'late for a');
    await answers(all.b, 'late for b');
    for (const name of order) await ok(unmerge(all[name].id));
    // b first takes a along, for a was merged into b; parted from that, everybody is alone.
    assert.deepEqual(await said(all.a.id), ['words of a', 'late for a']);
    assert.deepEqual(await said(all.b.id), ['words of b', 'late for b']);
    assert.deepEqual(await said(all.c.id), ['words of c']);
    for (const { id, from } of Object.values(all))
      assert.deepEqual(
        (await view(id)).participants.map((p: { address: string }) => p.address),
        [from.address],
      );
  });

test('into itself, out of the bin, into spam, twice elsewhere: a clear answer, and nothing is moved', async () => {
  const a = await one('strict a');
  const b = await one('strict b');
  const c = await one('strict c');
  assert.equal((await merge(a.id, [a.id])).status, 409);
  await ok(desk.post(`/conversations/${a.id}/bin`));
  assert.match((await merge(b.id, [a.id])).body.message, /lies in the bin/);
  await ok(desk.post(`/conversations/${a.id}/restore`));
  await ok(desk.post(`/conversations/${b.id}/spam`));
  assert.match((await merge(b.id, [a.id])).body.message, /lies in spam/);
  await ok(desk.post(`/conversations/${b.id}/restore`));
  await ok(merge(b.id, [a.id]));
  const again = await merge(b.id, [a.id]);
  assert.equal(again.status, 200, 'the same again is done already');
  assert.match((await merge(c.id, [a.id])).body.message, /merged into another/);
  assert.match((await merge(a.id, [c.id])).body.message, /merged into another/);
  assert.equal((await unmerge(c.id)).status, 409);
  assert.equal((await desk.post(`/conversations/${a.id}/replies`, { text: 'Too late.' })).status, 409);
});

test('two people merging crosswise at once: one of them succeeds, and nothing is lost', async () => {
  const a = await one('cross a');
  const b = await one('cross b');
  const both = await Promise.all([merge(b.id, [a.id]), merge(a.id, [b.id], toms)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
  const root = both[0]?.status === 200 ? b : a;
  assert.deepEqual((await said(root.id)).sort(), ['cross a', 'cross b']);
});

test('mail that arrives while two are merged and parted is never lost and never in two places', async () => {
  const a = await one('busy a');
  const b = await one('busy b');
  const mails = Array.from({ length: 6 }, (_, n) => answers(a, `during ${n}`));
  await Promise.all([...mails, merge(b.id, [a.id]), merge(b.id, [a.id], toms)]);
  const inB = await said(b.id);
  assert.equal(inB.length + (await said(a.id)).length, 8);
  await Promise.all([unmerge(a.id), answers(a, 'at parting'), answers(b, 'at parting too')]);
  assert.deepEqual((await said(a.id)).sort(), [
    'at parting',
    'busy a',
    ...[0, 1, 2, 3, 4, 5].map((n) => `during ${n}`),
  ]);
  assert.deepEqual(await said(b.id), ['busy b', 'at parting too']);
});

test('across inboxes only who may work in both merges, and only if they say so', async () => {
  const legal = await office.addInbox('Legal', 'legal@copperfield.example');
  const secret = await arrives({
    inboxId: legal,
    text: 'the secret clause',
    replyText: 'the secret clause',
    from: omar,
  });
  const open = await one('open to all');
  const { db } = ground;
  await db.insertInto('inbox_access').values({ inbox_id: legal, agent_id: tom.id, level: 'none' }).execute();
  assert.equal(
    (await merge(open.id, [secret.conversationId], toms)).status,
    404,
    'what is not seen does not exist',
  );
  assert.equal((await merge(secret.conversationId, [open.id], toms)).status, 404);
  assert.match((await merge(open.id, [secret.conversationId])).body.message, /another inbox/);
  assert.deepEqual(await said(open.id), ['open to all']);
  await ok(merge(secret.conversationId, [open.id], desk, { acrossInboxes: true }));
  const source = await view(open.id, toms);
  assert.equal(source.together.mergedInto, null, 'where it went is not told to those who may not see that');
  assert.equal((await unmerge(open.id, toms)).status, 404);
  assert.equal((await toms.get(`/conversations/${secret.conversationId}/messages`)).status, 404);
  assert.deepEqual(
    (await toms.get(`/conversations/${open.id}/messages`)).body.items.filter(
      (m: { direction: string }) => m.direction !== 'event',
    ),
    [],
  );
  assert.deepEqual((await toms.get('/search?q=clause')).body.items, []);
  await ok(unmerge(open.id));
  assert.deepEqual(await said(open.id), ['open to all']);
});

test('who may only look cannot merge, part, split or link', async () => {
  const lena = await office.addAgent('Lena Light', 'light');
  const light = await programOf(ground, web, lena.id);
  const a = await one('light a');
  const b = await one('light b');
  for (const answer of [
    await merge(b.id, [a.id], light),
    await unmerge(a.id, light),
    await light.post(`/messages/${a.messageId}/split`),
    await light.put(`/conversations/${a.id}/links/${b.id}`, { as: 'related' }),
    await light.post(`/conversations/${a.id}/asides`, { to: 'x@y.example', subject: 's', text: 't' }),
    await light.post(`/messages/${a.messageId}/forward`, { to: 'x@y.example' }),
  ])
    assert.equal(answer.status, 403, JSON.stringify(answer.body));
});

test('drafts of colleagues come along, below what they wrote here, and nobody loses a word', async () => {
  const a = await one('draft a');
  const b = await one('draft b');
  const draft = (html: string) => ({
    body: { mode: 'reply', reply: { html, files: [] }, note: { html: '', files: [] } },
  });
  await ok(desk.put(`/conversations/${a.id}/draft`, draft('<p>one</p>')));
  await ok(desk.put(`/conversations/${b.id}/draft`, draft('<p>two</p>')));
  await ok(toms.put(`/conversations/${a.id}/draft`, draft('<p>Tom</p>')));
  await ok(merge(b.id, [a.id]));
  assert.equal((await desk.get(`/conversations/${b.id}/draft`)).body.body.reply.html, '<p>two</p><p>one</p>');
  assert.equal((await toms.get(`/conversations/${b.id}/draft`)).body.body.reply.html, '<p>Tom</p>');
  await ok(unmerge(a.id));
  assert.equal((await toms.get(`/conversations/${a.id}/draft`)).body.body.reply.html, '<p>Tom</p>');
});

test('a split takes a message and all after it, answers to it follow, and merging puts it back', async () => {
  const a = await one('about the kettle');
  const second = await answers(a, 'and also the toaster');
  ground.clock.advance(1_000);
  const replied = (await desk.post(`/conversations/${a.id}/replies`, { text: 'About the toaster: yes.' }))
    .body;
  assert.equal((await desk.post(`/messages/${a.messageId}/split`)).status, 409, 'nothing would stay');
  const off = await desk.post(`/messages/${second.messageId}/split`, { subject: 'Toaster' });
  assert.equal(off.status, 201, JSON.stringify(off.body));
  assert.deepEqual(await said(off.body.id), ['and also the toaster', 'About the toaster: yes.']);
  assert.deepEqual(await said(a.id), ['about the kettle']);
  const made = await view(off.body.id);
  assert.equal(made.subject, 'Toaster');
  assert.equal(made.status, 'waiting');
  assert.equal(made.together.splitFrom.number, a.number);
  assert.equal((await view(a.id)).status, 'open', 'the kettle was not answered');
  const token = threadToken(ground.secrets, a.number);
  const got = await arrives({
    from: a.from,
    text: 'thanks',
    replyText: 'thanks',
    tokens: [token],
    inReplyTo: `<${replied.messageId}.${token}@copperfield.example>`,
  });
  assert.equal(got.conversationId, off.body.id);
  assert.ok((await trail(a.id)).includes('conversation.split'));
  assert.ok((await trail(off.body.id)).includes('conversation.split-off'));
  await ok(merge(a.id, [off.body.id]));
  assert.equal((await said(a.id)).length, 4);
});

test('links are seen from both sides, have one meaning, and can be taken away', async () => {
  const problem = await one('outage');
  const first = await one('no login');
  const second = await one('no login either');
  const link = (id: string, otherId: string, as: string) =>
    desk.put(`/conversations/${id}/links/${otherId}`, { as });
  await ok(link(problem.id, first.id, 'incident'));
  await ok(link(second.id, String(problem.number), 'problem'));
  const seen = async (id: string) =>
    (await desk.get(`/conversations/${id}/links`)).body.map((l: { number: number; as: string }) => [
      l.number,
      l.as,
    ]);
  assert.deepEqual(await seen(problem.id), [
    [first.number, 'incident'],
    [second.number, 'incident'],
  ]);
  assert.deepEqual(await seen(second.id), [[problem.number, 'problem']]);
  assert.equal((await link(first.id, second.id, 'problem')).status, 409, 'it has one');
  const other = await one('other outage');
  assert.equal((await link(problem.id, other.id, 'problem')).status, 409, 'a problem is no incident');
  assert.equal((await link(problem.id, problem.id, 'related')).status, 409);
  await ok(link(first.id, second.id, 'parent'));
  assert.equal((await link(second.id, first.id, 'parent')).status, 200, 'turned round, not doubled');
  await ok(link(other.id, first.id, 'child'));
  assert.equal((await link(other.id, second.id, 'parent')).status, 409, 'no circles');
  await ok(desk.delete(`/conversations/${problem.id}/links/${first.id}`));
  assert.deepEqual(await seen(problem.id), [[second.number, 'incident']]);
  await ok(link(problem.id, first.id, 'incident'));
  await ok(merge(other.id, [first.id]));
  assert.deepEqual(
    await seen(problem.id),
    [
      [second.number, 'incident'],
      [other.number, 'incident'],
    ].sort((x, y) => Number(x[0]) - Number(y[0])),
    'what was merged is where it lies now',
  );
  const legal = await office.addInbox('Secrets', 'secrets@copperfield.example');
  const hidden = await arrives({ inboxId: legal, from: omar, text: 'hidden', replyText: 'hidden' });
  const nina = await office.addAgent('Nina Noone');
  await ground.db
    .insertInto('inbox_access')
    .values({ inbox_id: legal, agent_id: nina.id, level: 'none' })
    .execute();
  const ninas = await programOf(ground, web, nina.id);
  await ok(link(problem.id, hidden.conversationId, 'related'));
  assert.equal((await ninas.get(`/conversations/${problem.id}/links`)).body.length, 2);
  assert.equal((await view(problem.id, ninas)).together.links, 2);
  assert.equal(
    (await ninas.delete(`/conversations/${problem.id}/links/${hidden.conversationId}`)).status,
    404,
  );
});

test('incidents are answered each by the ordinary reply; one that is newer is told and stops no other', async () => {
  const problem = await one('big outage');
  const first = await one('cannot pay');
  const second = await one('cannot pay too');
  const alien = await one('no incident');
  for (const { id } of [first, second])
    await ok(desk.put(`/conversations/${id}/links/${problem.id}`, { as: 'problem' }));
  await answers(second, 'still not!');
  const { body } = await desk.post(`/conversations/${problem.id}/incidents/answer`, {
    text: 'It works again.',
    incidents: [
      { id: first.id, seen: first.messageId },
      { id: second.id, seen: second.messageId },
      { id: alien.id },
    ],
  });
  assert.deepEqual(
    body.map(({ error }: { error: string | null }) => error === null),
    [true, false, false],
  );
  assert.deepEqual(await said(first.id), ['cannot pay', 'It works again.']);
  assert.equal((await view(first.id)).status, 'solved');
  assert.deepEqual(await said(second.id), ['cannot pay too', 'still not!']);
  assert.deepEqual(await said(alien.id), ['no incident']);
});
