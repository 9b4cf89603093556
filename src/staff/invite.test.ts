import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Copperfield, copperfield, password, Visitor } from '../../test/staff.ts';
import { day } from '../platform/clock/clock.ts';
import type { SystemMail } from './mail.ts';

let company: Copperfield;
beforeEach(async () => {
  company = await copperfield();
});
afterEach(() => company.ground.close());

const kinds = async () =>
  (await company.ground.db.selectFrom('events').select('kind').orderBy('id').execute()).map(
    ({ kind }) => kind,
  );

describe('an invitation', () => {
  const lena = { email: 'lena@copperfield.example', name: 'Lena Wolf', role: 'light' };

  test('becomes a colleague with role, teams and levels, who is signed in', async () => {
    const { ground, web, dana } = company;
    const team = (await dana.get('/teams')).body.items[0];
    const inbox = (await dana.get('/inboxes')).body.items[0];
    const invited = await dana.post('/invitations', {
      ...lena,
      role: 'agent',
      teamIds: [team.id],
      levels: [{ inboxId: inbox.id, level: 'view' }],
    });
    assert.equal(invited.status, 201, JSON.stringify(invited.body));
    assert.equal(invited.body.mailed, false);
    assert.deepEqual(invited.body.teams, [{ id: team.id, name: team.name }]);
    const token = new URL(invited.body.link.url).hash.slice(1);
    const visitor = new Visitor(web, ground);
    const look = await visitor.post('/invitations/look', { token });
    assert.deepEqual(look.body, {
      email: lena.email,
      name: 'Lena Wolf',
      invitedBy: 'Dana Price',
      workspace: 'Rapport',
    });
    const accepted = await visitor.post('/invitations/accept', { token, name: 'Lena', password });
    assert.equal(accepted.status, 201, JSON.stringify(accepted.body));
    const me = await visitor.get('/me');
    assert.equal(me.body.role, 'agent');
    assert.equal(me.body.teams[0].id, team.id);
    assert.equal((await visitor.get('/inboxes')).body.items[0].level, 'view');
    assert.equal((await dana.get('/invitations')).body.items.length, 0);
    const again = await visitor.post('/invitations/accept', { token, name: 'Lena', password });
    assert.equal(again.body.code, 'GONE');
    assert.ok((await kinds()).includes('staff.joined'));
  });

  test('runs out after seven days, and sent again replaces the old link', async () => {
    const { ground, web, dana } = company;
    const invited = await dana.post('/invitations', lena);
    const first = new URL(invited.body.link.url).hash.slice(1);
    ground.clock.advance(8 * day);
    const visitor = new Visitor(web, ground);
    assert.equal((await visitor.post('/invitations/look', { token: first })).body.code, 'GONE');
    const resent = await dana.post(`/invitations/${invited.body.id}/resend`);
    const second = new URL(resent.body.link.url).hash.slice(1);
    assert.equal((await visitor.post('/invitations/look', { token: second })).status, 200);
    assert.equal((await visitor.post('/invitations/look', { token: first })).body.code, 'GONE');
  });

  test('is mailed once a mailbox exists, in words with the link in them', async () => {
    const { ground, dana } = company;
    await ground.db.updateTable('inboxes').set({ address: 'support@copperfield.example' }).execute();
    const invited = await dana.post('/invitations', lena);
    assert.equal(invited.body.mailed, true);
    const { rows } = await sql<{ mail: SystemMail }>`
      select payload as mail from graphile_worker._private_jobs`.execute(ground.db);
    const mail = rows[0]?.mail;
    assert.equal(mail?.to, lena.email);
    assert.match(mail?.subject ?? '', /invited to Rapport/);
    assert.ok(mail?.text.includes(invited.body.link.url));
    assert.match(mail?.text ?? '', /Dana Price invites you/);
    assert.match(mail?.text ?? '', /9 March 2026|March 9, 2026/);
  });

  test('withdrawn, ends its link', async () => {
    const { ground, web, dana } = company;
    const invited = await dana.post('/invitations', lena);
    assert.equal((await dana.delete(`/invitations/${invited.body.id}`)).status, 200);
    const token = new URL(invited.body.link.url).hash.slice(1);
    const accepted = await new Visitor(web, ground).post('/invitations/accept', {
      token,
      name: 'Lena',
      password,
    });
    assert.equal(accepted.body.code, 'GONE');
  });

  test('is not made twice, nor for somebody who works here', async () => {
    const { dana } = company;
    await dana.post('/invitations', lena);
    assert.equal((await dana.post('/invitations', lena)).body.code, 'ALREADY_EXISTS');
    const self = await dana.post('/invitations', { ...lena, email: 'dana@copperfield.example' });
    assert.equal(self.body.code, 'ALREADY_EXISTS');
  });

  test('to a role above falls with the inviter', async () => {
    const { dana, colleague } = company;
    const ann = await colleague('Ann Admin', 'admin');
    await ann.browser.post('/invitations', { ...lena, role: 'admin' });
    assert.equal((await dana.patch(`/agents/${ann.id}`, { role: 'agent' })).status, 200);
    assert.equal((await dana.get('/invitations')).body.items.length, 0);
  });
});
