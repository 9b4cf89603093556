import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import { makeAgent, type Visitor } from '../../test/staff.ts';
import { createApi } from '../platform/http/api.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { createWeb, type WebApp } from '../platform/http/server.ts';
import type { Scope } from '../staff/caller.ts';
import { whoAsks } from '../staff/signed-in.ts';
import { outboxContract } from './outbox.contract.ts';
import { outboxRoutes } from './outbox.routes.ts';

let at: TestInbox;
let web: WebApp;

before(async () => {
  at = await testInbox();
  const contract = oc.prefix('/api').router({ outbox: outboxContract });
  const router = implement(contract).$context<HttpContext>().router({ outbox: outboxRoutes });
  const api = createApi(router, contract, at.ground.log);
  web = createWeb(at.ground, {
    api,
    mounts: [],
    last: () => {},
    whoAsks: (headers) => whoAsks(at.ground, headers),
    afterWrite: () => {},
  });
});
after(() => at.ground.close());

const path = () => `/inboxes/${at.inboxId}/acknowledgement`;
const programs = new Map<string, string>();
const program = async (role: 'supervisor' | 'agent', scopes: Scope[]): Promise<Visitor> => {
  const id = programs.get(role) ?? (await makeAgent(at.ground, `${role} Person`, role));
  programs.set(role, id);
  return programOf(at.ground, web, id, scopes);
};

test('what an inbox answers by itself is set by a key with the scope admin, and by none without it', async () => {
  const writer = await program('supervisor', ['read', 'write']);
  const refused = await writer.put(path(), { text: 'We got it.' });
  assert.deepEqual([refused.status, refused.body.code], [403, 'NOT_ALLOWED']);
  assert.match(refused.body.message, /lacks the scope “admin”/);
  assert.equal((await writer.get(path())).body ?? null, null, 'nothing was set');

  const admin = await program('supervisor', ['read', 'write', 'admin']);
  assert.equal((await admin.put(path(), { text: 'We got it.' })).status, 200);
  assert.deepEqual((await writer.get(path())).body, { text: 'We got it.' });
  assert.equal((await writer.put(path(), { text: null })).status, 403, 'nor is it switched off');
  assert.deepEqual((await writer.get(path())).body, { text: 'We got it.' });

  const reader = await program('supervisor', ['read']);
  assert.equal((await reader.put(path(), { text: 'x' })).status, 403);
});

test('who does not manage the inbox has no such thing to see or set, whatever their key may do', async () => {
  const agent = await program('agent', ['read', 'write', 'admin']);
  assert.equal((await agent.get(path())).status, 404);
  assert.equal((await agent.put(path(), { text: 'x' })).status, 404);
});
