import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AnyContractProcedure } from '@orpc/contract';
import { type TestGround, testGround } from '../../test/ground.ts';
import { makeAgent, makeKey, makeOwner, password, staffWeb, Visitor } from '../../test/staff.ts';
import type { WebApp } from '../platform/http/server.ts';
import { newId } from '../platform/ids.ts';
import { type Role, roles } from './caller.ts';
import { staffContract } from './contract.ts';

/*
 * access.test.ts proves the rules; this proves that every door asks them. Each procedure of the contract is
 * called over HTTP by nobody, by each role and by a key that may only read.
 */

/** The lowest role each door opens for; "anyone" is without signing in. A door missing here fails. */
const doors: Record<string, Role | 'anyone'> = {
  session: 'light',
  signIn: 'anyone',
  signOut: 'anyone',
  forgotPassword: 'anyone',
  resetPassword: 'anyone',
  'setup.state': 'anyone',
  'setup.createOwner': 'anyone',
  'me.get': 'light',
  'me.change': 'light',
  'me.changePassword': 'light',
  'me.sessions': 'light',
  'me.endSession': 'light',
  'me.endOtherSessions': 'light',
  'me.startTwoFactor': 'light',
  'me.confirmTwoFactor': 'light',
  'me.newRecoveryCodes': 'light',
  'me.endTwoFactor': 'light',
  'agents.list': 'light',
  'agents.get': 'light',
  'agents.change': 'admin',
  'agents.deactivate': 'admin',
  'agents.reactivate': 'admin',
  'agents.resetLink': 'admin',
  'agents.endTwoFactor': 'admin',
  'agents.endSessions': 'admin',
  'invitations.list': 'admin',
  'invitations.invite': 'admin',
  'invitations.resend': 'admin',
  'invitations.withdraw': 'admin',
  'invitations.look': 'anyone',
  'invitations.accept': 'anyone',
  'teams.list': 'light',
  'teams.add': 'supervisor',
  'teams.change': 'supervisor',
  'teams.remove': 'supervisor',
  'brands.list': 'light',
  'brands.add': 'admin',
  'brands.change': 'admin',
  'brands.remove': 'admin',
  'inboxes.list': 'light',
  'inboxes.add': 'admin',
  'inboxes.change': 'supervisor',
  'inboxes.archive': 'admin',
  'inboxes.restore': 'admin',
  'inboxes.access': 'supervisor',
  'inboxes.setAccess': 'supervisor',
  'apiKeys.list': 'admin',
  'apiKeys.add': 'admin',
  'apiKeys.revoke': 'admin',
  'workspace.get': 'anyone',
  'workspace.change': 'admin',
  'workspace.network': 'admin',
  'workspace.changeNetwork': 'admin',
  'passkeys.list': 'light',
  'passkeys.start': 'light',
  'passkeys.add': 'light',
  'passkeys.rename': 'light',
  'passkeys.remove': 'light',
  'passkeys.ask': 'anyone',
  'passkeys.signIn': 'anyone',
  'audit.list': 'admin',
  'audit.export': 'admin',
  'provider.get': 'admin',
  'provider.set': 'owner',
  'provider.remove': 'owner',
  'provider.ways': 'anyone',
  'provider.start': 'anyone',
  'provider.code': 'anyone',
};

const credential = { id: 'x', rawId: 'x', type: 'public-key' };
const made = { clientDataJSON: '', attestationObject: '' };
const proved = { clientDataJSON: '', authenticatorData: '', signature: '' };

type Door = { name: string; method: string; path: string };

function doorsOf(router: object, before = ''): Door[] {
  return Object.entries(router).flatMap(([key, value]) => {
    const name = before + key;
    const route = (value as AnyContractProcedure)['~orpc']?.route;
    if (!route) return doorsOf(value, `${name}.`);
    return { name, method: route.method ?? 'POST', path: route.path ?? '' };
  });
}

let ground: TestGround;
let web: WebApp;
const people = new Map<Role, Visitor>();
const ids: Record<string, string> = {};

before(async () => {
  ground = await testGround();
  web = staffWeb(ground);
  const danaId = await makeOwner(ground);
  const names = { admin: 'Ann', supervisor: 'Ravi', agent: 'Maya', light: 'Lena' } as const;
  for (const [role, name] of Object.entries(names)) ids[role] = await makeAgent(ground, name, role as Role);
  for (const role of roles) {
    const visitor = new Visitor(web, ground);
    const name = role === 'owner' ? 'dana' : names[role].toLowerCase();
    await visitor.post('/sign-in', { email: `${name}@copperfield.example`, password });
    people.set(role, visitor);
  }
  ids.target = await makeAgent(ground, 'Tom Okoro', 'agent');
  ids.inbox = (await people.get('owner')?.get('/inboxes'))?.body.items[0].id;
  ids.reader = await makeKey(ground, danaId, ['read']);
});
after(() => ground.close());

/** A request that is well formed and, where it is let in, does no harm to the tests that follow. */
function ask(visitor: Visitor, { name, method, path }: Door) {
  const room = name.split('.')[0] ?? '';
  const id = room === 'agents' ? ids.target : room === 'inboxes' ? ids.inbox : newId();
  const filled = path.replace('{id}', id ?? '').replace('{agentId}', ids.target ?? '');
  const bodies: Record<string, object> = {
    signIn: { email: 'nobody@x.example', password: 'x' },
    forgotPassword: { email: 'nobody@x.example' },
    resetPassword: { token: 'x', password },
    'setup.createOwner': {
      token: 'x',
      name: 'X',
      email: 'x@x.example',
      password,
      workspace: { name: 'X', hue: 1, locale: 'en', timeZone: 'UTC' },
    },
    'workspace.changeNetwork': { allow: [] },
    'me.changePassword': { current: 'wrong', next: password },
    'me.startTwoFactor': { password: 'wrong' },
    'me.confirmTwoFactor': { code: '000000' },
    'me.newRecoveryCodes': { password: 'wrong' },
    'me.endTwoFactor': { password: 'wrong' },
    'agents.change': { name: 'Tom Okoro' },
    'invitations.invite': { email: `${newId()}@x.example` },
    'invitations.look': { token: 'x' },
    'invitations.accept': { token: 'x', name: 'X', password },
    'teams.add': { name: newId() },
    'brands.add': { name: newId() },
    'inboxes.add': { name: newId(), brandId: newId() },
    'inboxes.setAccess': { level: null },
    'apiKeys.add': { name: 'X', scopes: ['read'] },
    'passkeys.add': { attemptId: 'x', name: 'X', credential: { ...credential, response: made } },
    'passkeys.rename': { name: 'X' },
    'passkeys.signIn': { attemptId: 'x', credential: { ...credential, response: proved } },
    'provider.set': { issuer: 'https://x.invalid', clientId: 'x', secret: 'x', label: 'X' },
    'provider.code': { attemptId: 'x', code: '000000' },
  };
  return visitor.send(method, filled, method === 'GET' ? undefined : (bodies[name] ?? {}));
}

describe('every door of staff', () => {
  const all = doorsOf(staffContract);

  test('stands in the list', () => {
    assert.deepEqual(all.map(({ name }) => name).sort(), Object.keys(doors).sort());
  });

  for (const door of all) {
    const lowest = doors[door.name];

    test(`${door.name}: ${lowest === 'anyone' ? 'open to anyone' : `shut to nobody, open from ${lowest} up`}`, async () => {
      const nobody = await ask(new Visitor(web, ground), door);
      assert.equal(nobody.body.code === 'NOT_SIGNED_IN', lowest !== 'anyone', JSON.stringify(nobody.body));
      if (lowest === 'anyone') return;
      for (const role of roles) {
        const allowed: boolean = roles.indexOf(role) <= roles.indexOf(lowest as Role);
        // Deactivating, restoring and the like hit the same colleague each time, who is made anew for it.
        const answer = await ask(people.get(role) as Visitor, door);
        // An unknown id may be said to be missing before the role is asked; nothing is told by it.
        const shut: boolean = answer.status === 403 || (answer.status === 404 && !allowed);
        assert.equal(shut, !allowed, `${role} got ${answer.status} ${JSON.stringify(answer.body)}`);
      }
    });

    if (door.method !== 'GET' && lowest !== 'anyone') {
      test(`${door.name}: shut to a key that may only read, whoever's it is`, async () => {
        const answer = await ask(new Visitor(web, ground, { key: ids.reader }), door);
        assert.equal(answer.body.code, 'NOT_ALLOWED');
      });
    }
  }
});

describe('what better-auth brings along', () => {
  for (const path of [
    '/auth/sign-up/email',
    '/auth/sign-in/email',
    '/auth/get-session',
    '/auth/update-user',
    '/auth/change-email',
    '/auth/delete-user',
    '/auth/sign-in/magic-link',
    '/auth/list-sessions',
    '/auth/ok',
  ]) {
    test(`${path} does not exist`, async () => {
      const visitor = people.get('owner') as Visitor;
      const body = { name: 'X', email: 'new@x.example', password };
      assert.equal((await visitor.post(path, body)).status, 404);
      assert.equal((await visitor.get(path)).status, 404);
    });
  }
});

test('X-Forwarded-For of a stranger is not believed', async () => {
  const visitor = new Visitor(web, ground, { ip: '203.0.113.77' });
  const credentials = { email: 'maya@copperfield.example', password };
  await visitor.send('POST', '/sign-in', credentials, { 'x-forwarded-for': '192.0.2.200' });
  const { body } = await visitor.get('/me/sessions');
  const current = body.items.find((session: { current: boolean }) => session.current);
  assert.equal(current.ip, '203.0.113.77');
});
