import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { oc } from '@orpc/contract';
import { implement, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fetch';
import fc from 'fast-check';
import { z } from 'zod';
import { call, read, ServerError, write } from './rpc.ts';

const contract = oc.router({
  deep: { echo: oc.input(z.unknown()).output(z.unknown()) },
  refuse: oc.input(z.unknown()),
});
const os = implement(contract);
const server = new RPCHandler(
  os.router({
    deep: { echo: os.deep.echo.handler(({ input }) => input) },
    refuse: os.refuse.handler(() => {
      throw new ORPCError('STALE', {
        status: 409,
        message: 'Look again.',
        data: { since: new Date(0) },
        defined: true,
      });
    }),
  }),
);

/** The library's own server in place of the network. */
const answerBy = (answer: (request: Request) => Promise<Response>) =>
  mock.method(globalThis, 'fetch', (path: string, init: RequestInit) =>
    answer(new Request(`http://desk.example${path}`, init)),
  );
const library = async (request: Request) =>
  (await server.handle(request, { prefix: '/rpc', context: {} })).response ??
  new Response(null, { status: 404 });
const ask = (path: string[], input: unknown) => call(path, input, { headers: {} });

afterEach(() => mock.restoreAll());

/** What our contract can say: JSON, dates anywhere, holes in lists. */
const sayable = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.array(fc.option(tie('value'), { nil: undefined })),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__' && key !== 'toJSON'),
      tie('value'),
      { noNullPrototype: true },
    ),
  ),
})).value;

test('whatever the contract can say goes to the library’s server and comes back the same', async () => {
  answerBy(library);
  await fc.assert(
    fc.asyncProperty(sayable, async (value) => assert.deepEqual(await ask(['deep', 'echo'], value), value)),
    { numRuns: 200 },
  );
});

test('a field that is undefined is left out, as JSON does', () => {
  assert.deepEqual(read(write({ a: undefined, b: 1 })), { b: 1 });
});

test('a refusal keeps its code, its status, its sentence, and dates in its data', async () => {
  answerBy(library);
  await assert.rejects(ask(['refuse'], {}), (error) => {
    assert.ok(error instanceof ServerError);
    assert.deepEqual([error.code, error.status, error.message], ['STALE', 409, 'Look again.']);
    assert.deepEqual(error.data, { since: new Date(0) });
    return true;
  });
});

test('an answer of somebody else, such as a proxy, counts as not reached', async () => {
  for (const answer of [
    () => new Response('<h1>502 Bad Gateway</h1>', { status: 502 }),
    () => new Response('{"message":"no"}', { status: 503 }),
    () => new Response('<p>Sign in to the hotel</p>'),
    () => new Response(''),
  ]) {
    answerBy(async () => answer());
    await assert.rejects(ask(['deep', 'echo'], 1), TypeError);
    mock.restoreAll();
  }
});

test('what our contract cannot say is not guessed at', () => {
  assert.throws(() => read('{"json":"/a+/","meta":[[5]]}'), SyntaxError);
  assert.throws(() => read('{"json":{},"meta":[[1,"__proto__","at"]]}'), SyntaxError);
});
