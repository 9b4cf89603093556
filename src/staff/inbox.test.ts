import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type Copperfield, copperfield, type Visitor } from '../../test/staff.ts';
import { newId } from '../platform/ids.ts';
import { callerOf } from './signed-in.ts';

let company: Copperfield;
beforeEach(async () => {
  company = await copperfield();
});
afterEach(() => company.ground.close());

const items = async (visitor: Visitor, path: string) => (await visitor.get(path)).body.items;
const firstInbox = async () => (await items(company.dana, '/inboxes'))[0];

describe('an inbox', () => {
  test('is seen by everyone at its default level, and not at all where that is none', async () => {
    const { dana, colleague } = company;
    const maya = await colleague('Maya Lindt', 'agent');
    const lena = await colleague('Lena Wolf', 'light');
    const { id } = await firstInbox();
    assert.equal((await items(maya.browser, '/inboxes'))[0].level, 'reply');
    assert.equal((await items(lena.browser, '/inboxes'))[0].level, 'view');
    assert.equal((await dana.patch(`/inboxes/${id}`, { defaultLevel: 'none' })).status, 200);
    assert.deepEqual(await items(maya.browser, '/inboxes'), []);
    assert.equal((await maya.browser.patch(`/inboxes/${id}`, { name: 'X' })).body.code, 'NOT_FOUND');
    assert.equal((await items(dana, '/inboxes'))[0].level, 'manage');
  });

  test('is given to one person, and taken back, from their next request on', async () => {
    const { dana, colleague } = company;
    const maya = await colleague('Maya Lindt', 'agent');
    const { id } = await firstInbox();
    await dana.patch(`/inboxes/${id}`, { defaultLevel: 'none' });
    assert.equal((await dana.put(`/inboxes/${id}/access/${maya.id}`, { level: 'manage' })).status, 200);
    assert.equal((await items(maya.browser, '/inboxes'))[0].level, 'manage');
    assert.equal((await maya.browser.patch(`/inboxes/${id}`, { name: 'Returns' })).body.name, 'Returns');
    const access = await items(maya.browser, `/inboxes/${id}/access`);
    const row = (name: string) =>
      access.find((each: { agent: { name: string } }) => each.agent.name === name);
    assert.deepEqual([row('Maya Lindt').own, row('Maya Lindt').level], ['manage', 'manage']);
    assert.equal(row('Dana Price').fixed, true);
    await dana.put(`/inboxes/${id}/access/${maya.id}`, { level: null });
    assert.deepEqual(await items(maya.browser, '/inboxes'), []);
  });

  test('cannot be taken from a role that manages every inbox', async () => {
    const { dana, danaId } = company;
    const { id } = await firstInbox();
    assert.equal(
      (await dana.put(`/inboxes/${id}/access/${danaId}`, { level: 'none' })).body.code,
      'BAD_INPUT',
    );
  });

  test('put away, is gone for agents and comes back as it was', async () => {
    const { dana, colleague, ground } = company;
    const maya = await colleague('Maya Lindt', 'agent');
    const { id } = await firstInbox();
    await dana.post(`/inboxes/${id}/archive`);
    assert.deepEqual(await items(maya.browser, '/inboxes?archived=with'), []);
    assert.deepEqual(await items(dana, '/inboxes'), []);
    assert.equal((await items(dana, '/inboxes?archived=with'))[0].archived, true);
    assert.equal((await dana.post(`/inboxes/${id}/restore`)).body.archived, false);
    assert.equal((await items(maya.browser, '/inboxes'))[0].level, 'reply');
    const kinds = await ground.db.selectFrom('events').select('kind').where('inbox_id', '=', id).execute();
    assert.ok(kinds.some(({ kind }) => kind === 'inbox.changed'));
    assert.ok(kinds.some(({ kind }) => kind === 'staff.access-changed'));
  });

  test('needs a brand and a team that exist', async () => {
    const { dana } = company;
    const brand = (await items(dana, '/brands'))[0];
    assert.equal((await dana.post('/inboxes', { name: 'A', brandId: newId() })).body.code, 'BAD_INPUT');
    const lost = await dana.post('/inboxes', { name: 'A', brandId: brand.id, teamId: newId() });
    assert.equal(lost.body.code, 'BAD_INPUT');
    const made = await dana.post('/inboxes', { name: 'Sales', brandId: brand.id, reopenDays: 5 });
    assert.equal(made.status, 201);
    assert.deepEqual([made.body.reopenDays, made.body.team, made.body.address], [5, null, null]);
  });
});

describe('a team', () => {
  test('has members, who are replaced as a whole and left out once deactivated', async () => {
    const { dana, colleague } = company;
    const [maya, tom] = [await colleague('Maya Lindt', 'agent'), await colleague('Tom Okoro', 'agent')];
    const made = await dana.post('/teams', { name: 'Returns', memberIds: [maya.id, tom.id, newId()] });
    const names = (team: { members: { name: string }[] }) => team.members.map(({ name }) => name);
    assert.deepEqual(names(made.body), ['Maya Lindt', 'Tom Okoro']);
    const changed = await dana.patch(`/teams/${made.body.id}`, { name: 'Refunds', memberIds: [tom.id] });
    assert.deepEqual([changed.body.name, names(changed.body)], ['Refunds', ['Tom Okoro']]);
    await dana.post(`/agents/${tom.id}/deactivate`);
    const listed = (await items(dana, '/teams')).find((team: { id: string }) => team.id === made.body.id);
    assert.deepEqual(names(listed), []);
  });

  test('has a name of its own', async () => {
    const { dana } = company;
    const made = await dana.post('/teams', { name: 'Returns' });
    assert.equal((await dana.post('/teams', { name: 'Returns' })).body.code, 'ALREADY_EXISTS');
    assert.equal(
      (await dana.patch(`/teams/${made.body.id}`, { name: 'Support' })).body.code,
      'ALREADY_EXISTS',
    );
    assert.equal((await dana.patch(`/teams/${made.body.id}`, { name: 'Returns', hue: 9 })).status, 200);
  });

  test('removed, leaves its inbox without one', async () => {
    const { dana } = company;
    const { team } = await firstInbox();
    assert.equal((await dana.delete(`/teams/${team.id}`)).status, 200);
    assert.equal((await firstInbox()).team, null);
    assert.equal((await dana.delete(`/teams/${team.id}`)).body.code, 'NOT_FOUND');
  });
});

describe('a brand', () => {
  test('is removed only when no inbox bears it', async () => {
    const { dana } = company;
    const used = (await items(dana, '/brands'))[0];
    assert.equal(used.inboxCount, 1);
    assert.equal((await dana.delete(`/brands/${used.id}`)).body.code, 'CONFLICT');
    const made = await dana.post('/brands', { name: 'Alder', signature: 'Alder & Co' });
    assert.equal((await dana.patch(`/brands/${made.body.id}`, { hue: 20 })).body.signature, 'Alder & Co');
    assert.equal((await dana.delete(`/brands/${made.body.id}`)).status, 200);
  });
});

describe('the workspace', () => {
  test('keeps name, hue, language and zone, and refuses what no browser knows', async () => {
    const { dana } = company;
    const changed = await dana.patch('/workspace', { name: 'Copperfield', timeZone: 'Asia/Tokyo' });
    assert.deepEqual(changed.body, { name: 'Copperfield', hue: 277, locale: 'en', timeZone: 'Asia/Tokyo' });
    assert.equal((await dana.patch('/workspace', { timeZone: 'Mars/Olympus' })).body.code, 'BAD_INPUT');
    assert.equal((await dana.patch('/workspace', { locale: 'not a tag' })).body.code, 'BAD_INPUT');
  });
});

test('knowing the caller takes one query, with all their inboxes', async () => {
  const { dana, ground } = company;
  const cookie = [...dana.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  let asked = 0;
  const count = () => asked++;
  ground.pool.on('acquire', count);
  const caller = await callerOf(ground, new Headers({ cookie }));
  ground.pool.off('acquire', count);
  assert.equal(caller?.inboxes.size, 1);
  assert.equal(asked, 1);
});
