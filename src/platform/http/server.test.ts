import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { z } from 'zod';
import { testGround } from '../../../test/ground.ts';
import { createApi } from './api.ts';
import type { HttpContext } from './context.ts';
import { refuse } from './errors.ts';
import { createWeb, type Mount } from './server.ts';

const contract = oc.prefix('/api').router({
  make: oc
    .route({ method: 'POST', path: '/things', successStatus: 201 })
    .input(z.object({ name: z.string().max(10) }))
    .output(z.object({ id: z.string(), made: z.number() })),
  lie: oc.route({ method: 'GET', path: '/lie' }).output(z.object({ id: z.string() })),
  echo: oc
    .route({ method: 'POST', path: '/echo' })
    .input(z.object({ name: z.string(), any: z.unknown() }))
    .output(z.object({ name: z.string(), any: z.unknown() })),
  hear: oc
    .route({ method: 'GET', path: '/echo' })
    .input(z.object({ name: z.string() }))
    .output(z.object({ name: z.string() })),
  fail: oc
    .route({ method: 'POST', path: '/fail' })
    .input(z.object({ how: z.string() }))
    .output(z.object({})),
});

const ground = await testGround();
after(() => ground.close());

let made = 0;
const os = implement(contract).$context<HttpContext>();
const router = os.router({
  make: os.make.handler(({ context }) => ({ id: context.requestId, made: ++made })),
  // A view that does not return what it promised must not leak what it has.
  lie: os.lie.handler(() => ({ secret: 'hush' }) as unknown as { id: string }),
  echo: os.echo.handler(({ input }) => input),
  hear: os.hear.handler(({ input }) => input),
  fail: os.fail.handler(({ input }) => {
    if (input.how === 'refused') throw refuse('CONFLICT');
    if (input.how === 'stranger') throw refuse('NOT_SIGNED_IN');
    if (input.how === 'hurry') throw refuse('TOO_MANY');
    if (input.how === 'away')
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    if (input.how === 'beyond')
      throw Object.assign(new Error('timestamp out of range: "271822-04-20 BC"'), { code: '22008' });
    if (input.how === 'full') throw Object.assign(new Error('no space'), { code: '53100' });
    throw new Error('password=hunter2');
  }),
});
const nothing: Mount = () => {};
const web = createWeb(ground, {
  api: createApi(router, contract, ground.log),
  mounts: [],
  last: nothing,
  whoAsks: async (headers) => headers.get('authorization'),
  afterWrite: () => {},
});

type Answer = {
  id: string;
  made: number;
  code: string;
  message: string;
  data: { wrong: { field: string }[] };
};
const read = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Answer;

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
  web.request(`http://desk.example${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', host: 'desk.example', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

test('bad input names the field and what was expected', async () => {
  const answer = await post('/api/things', { name: 'far too long a name' });
  assert.equal(answer.status, 400);
  const error = await read(answer);
  assert.equal(error.code, 'BAD_INPUT');
  assert.match(error.message, /name: .*10/);
  assert.deepEqual(
    error.data.wrong.map((one) => one.field),
    ['name'],
  );
});

test('a body that is not JSON, or far too large, is a clear error', async () => {
  assert.equal((await post('/api/things', '{"name":')).status, 400);
  const large = await post('/api/things', JSON.stringify({ name: 'x'.repeat(3_000_000) }));
  assert.equal(large.status, 413);
  assert.equal((await read(large)).code, 'TOO_LARGE');
});

test('a body nested beyond reason is bad input before anything walks it', async () => {
  const deep = (levels: number) => `{"name":"x","any":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  assert.equal((await post('/api/echo', deep(50))).status, 200);
  for (const levels of [1_000, 500_000]) {
    const answer = await post('/api/echo', deep(levels));
    assert.deepEqual([answer.status, (await read(answer)).code], [400, 'BAD_INPUT']);
  }
});

test('errors of the list keep their code; what nobody foresaw tells no secret', async () => {
  const codes: [string, number, string][] = [
    ['refused', 409, 'CONFLICT'],
    ['away', 503, 'UNAVAILABLE'],
    ['full', 503, 'UNAVAILABLE'],
    ['beyond', 400, 'BAD_INPUT'],
    ['bug', 500, 'INTERNAL'],
  ];
  for (const [how, status, code] of codes) {
    const answer = await post('/api/fail', { how });
    const text = await answer.text();
    assert.equal(answer.status, status, how);
    assert.equal(JSON.parse(text).code, code);
    assert.doesNotMatch(text, /hunter2/);
  }
});

test('an answer that is not what the contract promises is never sent', async () => {
  const answer = await web.request('http://desk.example/api/lie');
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /hush/);
});

test('the same write under the same Idempotency-Key is done once and answered twice', async () => {
  const key = { authorization: 'Bearer k', 'idempotency-key': 'order-1' };
  const first = await post('/api/things', { name: 'one' }, key);
  const again = await post('/api/things', { name: 'one' }, key);
  assert.equal(first.status, 201);
  assert.equal(again.status, 201);
  assert.deepEqual(await read(again), await read(first));
  assert.equal(again.headers.get('idempotent-replay'), 'true');

  const other = await post('/api/things', { name: 'two' }, key);
  assert.equal((await read(other)).code, 'KEY_REUSED');
  const stranger = await post('/api/things', { name: 'one' }, { ...key, authorization: 'Bearer other' });
  assert.equal(stranger.headers.get('idempotent-replay'), null, 'a key belongs to its credential');
});

test('a write whose process died before answering runs again under the same ids', async () => {
  const key = { authorization: 'Bearer k', 'idempotency-key': 'order-2' };
  const first = await read(post('/api/things', { name: 'one' }, key));
  await ground.db
    .updateTable('idempotency_keys')
    .set({ status: null, answer: null })
    .where('key', '=', 'order-2')
    .execute();
  assert.equal((await read(post('/api/things', { name: 'one' }, key))).code, 'STILL_RUNNING');
  ground.clock.advance(61_000);
  const again = await read(post('/api/things', { name: 'one' }, key));
  assert.equal(again.id, first.id);
});

test('a failure on our side is not remembered, so that a retry really tries', async () => {
  const key = { authorization: 'Bearer k', 'idempotency-key': 'order-3' };
  assert.equal((await post('/api/fail', { how: 'away' }, key)).status, 503);
  const again = await post('/api/fail', { how: 'away' }, key);
  assert.equal(again.headers.get('idempotent-replay'), null);
});

test('an answer that says nothing was tried is not remembered either', async () => {
  for (const [how, status] of [
    ['stranger', 401],
    ['hurry', 429],
  ] as const) {
    const key = { authorization: 'Bearer k', 'idempotency-key': how };
    assert.equal((await post('/api/fail', { how }, key)).status, status);
    const again = await post('/api/fail', { how }, key);
    assert.equal(again.headers.get('idempotent-replay'), null, how);
  }
});

test('a write with a cookie from another site is refused, from our own page it is not', async () => {
  const from = async (headers: Record<string, string>) =>
    post('/api/things', { name: 'one' }, { cookie: 's=1', ...headers });
  assert.equal((await from({ origin: 'https://evil.example' })).status, 403);
  assert.equal((await from({ origin: 'null' })).status, 403);
  assert.equal((await from({})).status, 403, 'a browser always names the origin of a write');
  assert.equal((await from({ origin: 'http://desk.example' })).status, 201);
  assert.equal((await from({ 'sec-fetch-site': 'same-origin' })).status, 201);
  const evil = { origin: 'https://evil.example' };
  assert.equal((await from({ ...evil, authorization: 'Basic eDp5' })).status, 403, 'no key, so no excuse');
  assert.equal((await from({ ...evil, authorization: 'Bearer a b' })).status, 403, 'nor is this one');
});

test('a link never changes anything: a change asked for by GET is not found', async () => {
  const before = made;
  for (const path of [
    '/api/things?name=one',
    `/rpc/make?data=${encodeURIComponent('{"json":{"name":"one"}}')}`,
  ]) {
    const answer = await web.request(`http://desk.example${path}`);
    assert.equal(answer.status, 404, path);
  }
  assert.equal(made, before);
});

test('what no database can hold is left out of a request before anything sees it', async () => {
  // As JSON escapes: U+0000, and one half of a surrogate pair.
  const answer = await post(
    '/api/echo',
    '{"name":"a\\u0000b","any":{"k\\u0000":["\\ud83d!","\\ud83d\\ude00"]}}',
  );
  assert.deepEqual(await answer.json(), { name: 'ab', any: { k: ['\ufffd!', '😀'] } });
  const asked = await web.request('http://desk.example/api/echo?name=a%00b');
  assert.deepEqual(await asked.json(), { name: 'ab' });
});

test('unknown paths of the API are a clear 404', async () => {
  const answer = await web.request('http://desk.example/api/nowhere');
  assert.equal(answer.status, 404);
  assert.equal((await read(answer)).code, 'NOT_FOUND');
});
