import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import type { Visitor } from '../../test/staff.ts';
import { conversationsContract } from '../conversations/contract.ts';
import { conversationFiles } from '../conversations/files.ts';
import { conversationsRoutes } from '../conversations/routes.ts';
import { createApi } from '../platform/http/api.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { createWeb, type WebApp } from '../platform/http/server.ts';
import { newId } from '../platform/ids.ts';
import { whoAsks } from '../staff/signed-in.ts';
import { cannedContract } from './contract.ts';
import { chooseText, fill, namesOf } from './fill.ts';
import { cannedRoutes } from './routes.ts';

let at: TestInbox;
let web: WebApp;
let maya: Visitor & { key: string };
let tom: Visitor;
let ravi: Visitor;
let conversationId: string;
before(async () => {
  at = await testInbox();
  const contract = oc.prefix('/api').router({ canned: cannedContract, conversations: conversationsContract });
  const router = implement(contract)
    .$context<HttpContext>()
    .router({ canned: cannedRoutes, conversations: conversationsRoutes });
  const api = createApi(router, contract, at.ground.log);
  web = createWeb(at.ground, {
    api,
    mounts: [conversationFiles],
    last: () => {},
    whoAsks: (headers) => whoAsks(at.ground, headers),
    afterWrite: () => {},
  });
  maya = await programOf(at.ground, web, at.maya.id);
  tom = await programOf(at.ground, web, at.tom.id);
  ravi = await programOf(at.ground, web, (await at.addAgent('Ravi Varma', 'supervisor')).id);
  ({ conversationId } = await at.arrives({ language: 'de' }));
});
after(() => at.ground.close());

const add = async (who: Visitor, more: object = {}): Promise<string> => {
  const { status, body } = await who.post('/canned-replies', {
    name: 'Refund',
    texts: [{ language: 'en', html: '<p>Hi {{customer.first_name}}</p>' }],
    ...more,
  });
  assert.equal(status, 201, JSON.stringify(body));
  return body.id;
};
const names = async (who: Visitor) =>
  (await who.get('/canned-replies')).body.map(({ name }: { name: string }) => name);

test('one’s own are one’s own, a team’s its members’, everyone’s everyone’s', async () => {
  const own = await add(maya, { name: 'Own of Maya' });
  await at.ground.db.insertInto('team_members').values({ team_id: at.teamId, agent_id: at.tom.id }).execute();
  const team = await add(tom, { name: 'Of the team', scope: 'team', teamId: at.teamId });
  const all = await add(ravi, { name: 'For all', scope: 'everyone' });
  assert.deepEqual(await names(maya), ['For all', 'Own of Maya']);
  assert.deepEqual(await names(tom), ['For all', 'Of the team']);
  assert.deepEqual(
    await names(ravi),
    ['For all', 'Of the team'],
    'a supervisor keeps the teams’, and no one’s own',
  );
  assert.equal((await ravi.get(`/canned-replies/${own}`)).status, 404);
  assert.equal((await ravi.delete(`/canned-replies/${own}`)).status, 404);
  assert.equal((await maya.get(`/canned-replies/${team}`)).status, 404);
  assert.equal((await maya.delete(`/canned-replies/${all}`)).status, 403);
  assert.equal(
    (
      await maya.post('/canned-replies', {
        name: 'x',
        scope: 'everyone',
        texts: [{ language: 'en', text: 'x' }],
      })
    ).status,
    403,
  );
  assert.equal(
    (
      await maya.post('/canned-replies', {
        name: 'x',
        scope: 'team',
        teamId: at.teamId,
        texts: [{ language: 'en', text: 'x' }],
      })
    ).status,
    403,
  );
  const light = await programOf(at.ground, web, (await at.addAgent('Lena Wolf', 'light')).id);
  assert.equal(
    (await light.post('/canned-replies', { name: 'x', texts: [{ language: 'en', text: 'x' }] })).status,
    403,
  );
});

test('it is filled in for the customer, in their language, and what stands for nothing is named', async () => {
  const id = await add(maya, {
    name: 'Two languages',
    texts: [
      { language: 'en', html: '<p>Hi {{customer.first_name}}</p>' },
      {
        language: 'de',
        html: '<p>Hallo {{ customer.first_name }}, {{customer.company|alle}}: #{{conversation.number}} {{customer.fields.plan}} {{brand.name}} {{agent.first_name}}</p>',
      },
    ],
  });
  const { body } = await maya.get(`/canned-replies/${id}/filled?conversationId=${conversationId}`);
  const { number } = (await maya.get(`/conversations/${conversationId}`)).body;
  assert.equal(body.language, 'de');
  assert.equal(body.text, `Hallo Leila, alle: #${number} {{customer.fields.plan}} Copperfield Maya`);
  assert.deepEqual(body.missing, ['customer.fields.plan']);
  const english = await maya.get(
    `/canned-replies/${id}/filled?conversationId=${conversationId}&language=en-GB`,
  );
  assert.equal(english.body.text, 'Hi Leila');
});

test('using it counts, puts what is used most first, and hands its files over as one’s own', async () => {
  const sent = await web.request(`${at.ground.config.publicUrl}/api/uploads?name=terms.pdf`, {
    method: 'POST',
    headers: { authorization: `Bearer ${maya.key}`, 'content-type': 'application/pdf' },
    body: 'terms',
  });
  const upload = ((await sent.json()) as { id: string }).id;
  await add(maya, { name: 'A seldom one' });
  const id = await add(maya, { name: 'With terms', attachments: [upload] });
  const used = await maya.post(`/canned-replies/${id}/use`, { conversationId });
  assert.equal(used.status, 200, JSON.stringify(used.body));
  const [file] = used.body.attachments;
  assert.notEqual(file.id, upload);
  assert.equal((await names(maya))[0], 'With terms');
  const replied = await maya.post(`/conversations/${conversationId}/replies`, {
    html: used.body.html,
    attachments: [file.id],
  });
  assert.equal(replied.status, 201, JSON.stringify(replied.body));
  const { body: whole } = await maya.get(`/canned-replies/${id}`);
  assert.deepEqual([whole.mine, whole.uses, whole.files.length], [1, 1, 1]);
});

test('a conversation one may not see fills nothing in', async () => {
  const other = await at.addInbox('Board', 'board@copperfield.example');
  const hidden = await at.arrives({ inboxId: other, from: { name: 'Q', address: 'q@secret.example' } });
  await at.ground.db
    .insertInto('inbox_access')
    .values({ agent_id: at.maya.id, inbox_id: other, level: 'none' })
    .execute();
  const id = await add(maya);
  assert.equal(
    (await maya.get(`/canned-replies/${id}/filled?conversationId=${hidden.conversationId}`)).status,
    404,
  );
  assert.equal(
    (await maya.post(`/canned-replies/${id}/use`, { conversationId: hidden.conversationId })).status,
    404,
  );
});

test('two who change the same: the second is told; sent twice it is one; wrong ones are refused', async () => {
  const id = newId();
  const texts = [{ language: 'en', text: 'Hello\n\nthere' }];
  await add(maya, { id, name: 'Once', texts });
  await add(maya, { id, name: 'Once', texts });
  assert.equal((await names(maya)).filter((name: string) => name === 'Once').length, 1);
  const change = (name: string) => maya.put(`/canned-replies/${id}`, { name, texts, version: 1 });
  assert.equal((await change('First')).status, 200);
  assert.equal((await change('Second')).status, 409);
  const post = (more: object) => maya.post('/canned-replies', { name: 'x', texts, ...more });
  assert.equal((await post({ texts: [...texts, ...texts] })).status, 400);
  assert.equal(
    (await post({ texts: [{ language: 'en', html: '<img src=x onerror=alert(1)>' }] })).status,
    400,
  );
  assert.equal((await post({ attachments: [newId()] })).status, 400);
});

test('what is put in is a word, never markup', () => {
  const values = (key: string) => (key === 'customer.name' ? '<b>Eve</b> & "co"' : undefined);
  assert.equal(fill('{{customer.name}}', values).html, '&lt;b&gt;Eve&lt;/b&gt; &amp; &quot;co&quot;');
  assert.deepEqual(fill('{{x.y}} {{nope|so}} {{ }}', values), { html: '{{x.y}} so {{ }}', missing: ['x.y'] });
});

test('first names and variants are what people expect', () => {
  assert.deepEqual(namesOf('Dr. Leila Tanaka'), { first: 'Leila', last: 'Tanaka' });
  assert.deepEqual(namesOf('Tanaka, Leila'), { first: 'Leila', last: 'Tanaka' });
  assert.deepEqual(namesOf('Madonna'), { first: 'Madonna', last: '' });
  const texts = [{ language: 'en' }, { language: 'pt-BR' }, { language: 'de' }];
  assert.equal(chooseText(texts, ['pt'])?.language, 'pt-BR');
  assert.equal(chooseText(texts, [null, 'de-AT'])?.language, 'de');
  assert.equal(chooseText(texts, ['ja', undefined])?.language, 'en');
});
