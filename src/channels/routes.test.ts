// Over 250 lines because it is the life of one mailbox, told in order.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { type TestGround, testGround } from '../../test/ground.ts';
import { programOf } from '../../test/inbox.ts';
import { type ImapServer, startImap } from '../../test/servers/imap.ts';
import { makeAgent, makeOwner, type Visitor } from '../../test/staff.ts';
import { transact } from '../platform/db/transact.ts';
import { createApi } from '../platform/http/api.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { createWeb, type WebApp } from '../platform/http/server.ts';
import { netAllowKey } from '../platform/net/rules.ts';
import { writeSetting } from '../platform/settings/settings.ts';
import { whoAsks } from '../staff/signed-in.ts';
import { channelsContract } from './contract.ts';
import { loopHeader, loopMark } from './email/loop.ts';
import { takeIn } from './intake.ts';
import { type Listeners, startListeners } from './listeners.ts';
import { channelFiles } from './raw-file.ts';
import { readerOf } from './reader.ts';
import { channelsRoutes } from './routes.ts';

const canary = 'canary-5f1c-password';

describe('the API of channels', () => {
  let ground: TestGround;
  let imap: ImapServer;
  let listeners: Listeners;
  let dana: Visitor;
  let ravi: Visitor & { key: string };
  let web: WebApp;
  let maya: Visitor;
  const said: string[] = [];
  before(async () => {
    ground = await testGround({ start: new Date().toISOString() });
    const keep = (...args: unknown[]) => void said.push(JSON.stringify(args));
    Object.assign(ground.log, { info: keep, warn: keep, error: keep, debug: keep });
    imap = await startImap(canary);
    listeners = await startListeners(ground);
    const contract = oc.prefix('/api').router({ channels: channelsContract });
    const router = implement(contract).$context<HttpContext>().router({ channels: channelsRoutes });
    web = createWeb(ground, {
      api: createApi(router, contract, ground.log),
      mounts: [channelFiles],
      last: () => {},
      whoAsks: (headers) => whoAsks(ground, headers),
      afterWrite: () => {},
    });
    dana = await programOf(ground, web, await makeOwner(ground), ['read', 'write', 'admin']);
    ravi = await programOf(ground, web, await makeAgent(ground, 'Ravi Varma', 'supervisor'), [
      'read',
      'write',
      'admin',
    ]);
    maya = await programOf(ground, web, await makeAgent(ground, 'Maya Lindt', 'agent'), [
      'read',
      'write',
      'admin',
    ]);
    await transact(ground.db, (tx) => writeSetting(tx, netAllowKey, ['127.0.0.1'], ground.clock.now()));
  });
  after(async () => {
    await listeners.close();
    await imap.close();
    await ground.close();
  });

  const imapOf = (rest: object = {}) => ({
    host: '127.0.0.1',
    port: imap.port,
    security: 'none',
    user: imap.user,
    password: canary,
    ...rest,
  });
  const connect = (address: string, rest: object = {}) =>
    dana.post('/channels/email', {
      address,
      newInbox: { name: `Inbox of ${address}`, brandName: 'Copperfield' },
      receive: 'imap',
      imap: imapOf(),
      ...rest,
    });

  test('an owner connects a mailbox with a new inbox; it is listened to at once, and no password comes out', async () => {
    const made = await connect('support@copperfield.example', {
      smtp: { host: '127.0.0.1', port: 1, security: 'none', user: 'support' },
    });
    assert.equal(made.status, 201);
    assert.equal(made.body.inbox.name, 'Inbox of support@copperfield.example');
    assert.equal(made.body.sends, true);
    const inbox = await ground.db
      .selectFrom('inboxes')
      .select('address')
      .where('id', '=', made.body.inbox.id)
      .executeTakeFirstOrThrow();
    assert.equal(inbox.address, 'support@copperfield.example');
    let state = '';
    while (state !== 'ok') state = (await dana.get(`/channels/${made.body.id}`)).body.state;
    const list = await dana.get('/channels');
    assert.equal(list.body.items.length, 1);
    const row = await ground.db
      .selectFrom('channels')
      .selectAll()
      .where('id', '=', made.body.id)
      .executeTakeFirstOrThrow();
    const seen = JSON.stringify([
      made.body,
      list.body,
      row.config,
      await ground.db.selectFrom('audit_log').selectAll().execute(),
      await ground.db.selectFrom('events').selectAll().execute(),
      said,
    ]);
    assert.ok(!seen.includes(canary), 'the password is nowhere to be read');
    assert.ok(!row.secrets?.includes(Buffer.from(canary)));
  });

  test('an address is connected once, aliases included', async () => {
    const again = await connect('Support@copperfield.example');
    assert.deepEqual([again.status, again.body.code], [409, 'ALREADY_EXISTS']);
    const alias = await connect('other@copperfield.example', { aliases: ['support@copperfield.example'] });
    assert.equal(alias.status, 409);
  });

  test('a wrong password is named at its step, with what to do, and is not repeated', async () => {
    const tried = await dana.post('/channels/email/test', {
      address: 'support@copperfield.example',
      imap: imapOf({ password: `${canary}-wrong` }),
    });
    const last = tried.body.at(-1);
    assert.deepEqual([last.side, last.name, last.ok], ['imap', 'sign-in', false]);
    assert.match(last.advice, /password/);
    assert.ok(!JSON.stringify([tried.body, said]).includes(canary));
  });

  test('a good mailbox passes every step; a folder that is not there is named with those that are', async () => {
    const good = await dana.post('/channels/email/test', {
      address: 'support@copperfield.example',
      imap: imapOf(),
    });
    assert.deepEqual(
      good.body.map((step: { name: string; ok: boolean }) => [step.name, step.ok]),
      [
        ['dns', true],
        ['tcp', true],
        ['tls', true],
        ['sign-in', true],
        ['folder', true],
        ['idle', true],
        ['sent', true],
      ],
    );
    const wrong = await dana.post('/channels/email/test', {
      address: 'support@copperfield.example',
      imap: imapOf({ folder: 'Nowhere' }),
    });
    assert.match(wrong.body.at(-1).advice, /INBOX/);
  });

  test('a closed port, an unknown name, the wrong encryption and a private address are told apart', async () => {
    const last = async (rest: object) =>
      (await dana.post('/channels/email/test', { address: 'a@b.example', imap: imapOf(rest) })).body.at(-1);
    assert.equal((await last({ port: 1 })).name, 'tcp');
    assert.equal((await last({ host: 'no-such-host.invalid' })).name, 'dns');
    assert.equal((await last({ security: 'tls' })).name, 'tls');
    const inside = await last({ host: '10.255.255.1' });
    assert.equal(inside.name, 'dns');
    assert.match(inside.detail, /private network/);
  });

  test('who may: agents see none of it, supervisors see and retry, only owners and admins set up', async () => {
    const [{ id }] = (await dana.get('/channels')).body.items;
    assert.deepEqual((await maya.get('/channels')).body.items, []);
    assert.equal((await maya.get(`/channels/${id}`)).status, 404);
    assert.equal((await maya.post(`/channels/${id}/retry`)).status, 404);
    for (const visitor of [maya, ravi]) {
      assert.equal((await visitor.post('/channels/email/detect', { address: 'a@b.example' })).status, 403);
      assert.equal((await visitor.patch(`/channels/${id}`, { name: 'Mine' })).status, 403);
      assert.equal((await visitor.post(`/channels/${id}/pause`)).status, 403);
      assert.equal((await visitor.delete(`/channels/${id}`)).status, 403);
    }
    assert.equal((await ravi.get('/channels')).body.items.length, 1);
    assert.equal((await ravi.post(`/channels/${id}/retry`)).status, 200);
    assert.equal((await maya.get('/channels/not-read')).body.items.length, 0);
  });

  test('whoever looks at the mailboxes is told when the disk is full', async (t) => {
    t.mock.method(ground.files, 'space', async () => ({ free: 0, state: 'full' as const }));
    assert.deepEqual((await dana.get('/channels/room')).body, { state: 'full' });
  });

  test('paused, resumed, changed without the password, disconnected', async () => {
    const [{ id }] = (await dana.get('/channels')).body.items;
    assert.equal((await dana.post(`/channels/${id}/pause`)).body.state, 'off');
    assert.equal((await dana.post(`/channels/${id}/retry`)).body.state, 'off');
    assert.notEqual((await dana.post(`/channels/${id}/resume`)).body.state, 'off');
    const changed = await dana.patch(`/channels/${id}`, { name: 'Help desk', imap: { after: 'leave' } });
    assert.deepEqual(
      [changed.body.name, changed.body.imap.after, changed.body.imap.host],
      ['Help desk', 'leave', '127.0.0.1'],
    );
    const elsewhere = await dana.patch(`/channels/${id}`, { imap: { host: 'imap.evil.example' } });
    assert.equal(elsewhere.status, 400, 'a saved password goes nowhere but where it was typed in for');
    assert.match(elsewhere.body.message, /imap\.evil\.example is another server/);
    const { imap: settings } = changed.body;
    const tried = await dana.post('/channels/email/test', {
      channelId: id,
      address: 'support@copperfield.example',
      imap: { ...settings, host: 'localhost' },
    });
    assert.equal(tried.status, 400);
    let state = '';
    while (state !== 'ok') state = (await dana.get(`/channels/${id}`)).body.state;
    assert.equal((await dana.delete(`/channels/${id}`)).status, 200);
    assert.equal((await dana.get(`/channels/${id}`)).status, 404);
    const row = await ground.db
      .selectFrom('channels')
      .select(['secrets', 'archived_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    assert.equal(row.secrets, null);
    assert.equal((await connect('support@copperfield.example')).status, 201, 'the address is free again');
  });

  test('what was ignored can be seen by a supervisor and be made a message all the same', async () => {
    const [channel] = await ground.db
      .selectFrom('channels')
      .selectAll()
      .where('archived_at', 'is', null)
      .execute();
    assert.ok(channel);
    const bytes = Buffer.from(
      `From: a@b.example\r\nSubject: Round trip\r\n${loopHeader}: ${loopMark(ground.secrets)}\r\n\r\nHi\r\n`,
    );
    await takeIn(ground, [
      {
        channel,
        item: {
          bytes,
          externalKey: 'loop',
          envelope: { via: 'door', mailFrom: 'a@b.example' },
          historic: false,
          at: ground.clock.now(),
        },
      },
    ]);
    await readerOf(ground).idle();
    const { items } = (await ravi.get('/channels/not-read')).body;
    assert.deepEqual(
      items.map((one: { state: string; from: string }) => [one.state, one.from]),
      [['ignored', 'a@b.example']],
    );
    const file = `/channels/not-read/${items[0].id}/raw`;
    const original = await web.request(`/api${file}`, { headers: { authorization: `Bearer ${ravi.key}` } });
    assert.equal(original.headers.get('content-disposition')?.startsWith('attachment'), true);
    assert.deepEqual(Buffer.from(await original.arrayBuffer()), bytes, 'the original, byte by byte');
    assert.equal((await maya.get(file)).status, 404);
    assert.equal((await maya.post(`/channels/not-read/${items[0].id}/read`)).status, 404);
    assert.equal((await ravi.post(`/channels/not-read/${items[0].id}/read`)).status, 200);
    const message = await ground.db
      .selectFrom('messages')
      .select('subject')
      .where('id', '=', items[0].id)
      .executeTakeFirst();
    assert.equal(message?.subject, 'Round trip');
  });
});
