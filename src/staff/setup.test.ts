import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testGround } from '../../test/ground.ts';
import { password, staffWeb, Visitor } from '../../test/staff.ts';
import { announceSetup } from './setup.ts';

describe('the first start', () => {
  test('prints a link by which the first account is made, once, and signs in', async () => {
    const fresh = await testGround();
    try {
      const visitor = new Visitor(staffWeb(fresh), fresh);
      const printed: string[] = [];
      await announceSetup(fresh, 3000, (line) => printed.push(line));
      const token = /\/setup#(\S+)/.exec(printed.join('\n'))?.[1];
      assert.equal((await visitor.get('/setup')).body.needed, true);
      const input = {
        token,
        name: 'Dana Price',
        email: 'Dana@Copperfield.example',
        password,
        workspace: { name: 'Copperfield', hue: 150, locale: 'en-GB', timeZone: 'Europe/London' },
      };
      const wrong = await visitor.post('/setup', { ...input, token: 'made up' });
      assert.equal(wrong.body.code, 'GONE');
      const made = await visitor.post('/setup', input);
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const session = await visitor.get('/session');
      assert.equal(session.body.agent.role, 'owner');
      assert.equal(session.body.workspace.name, 'Copperfield');
      assert.equal((await visitor.get('/setup')).body.needed, false);
      assert.equal((await visitor.post('/setup', { ...input, email: 'b@x.example' })).body.code, 'GONE');
      const inboxes = await visitor.get('/inboxes');
      assert.equal(inboxes.body.items[0].brand.name, 'Copperfield');
      assert.equal(inboxes.body.items[0].level, 'manage');
      printed.length = 0;
      await announceSetup(fresh, 3000, (line) => printed.push(line));
      assert.doesNotMatch(printed.join(''), /setup/);
    } finally {
      await fresh.close();
    }
  });

  test('a second start replaces the link; of two who use it at once one succeeds', async () => {
    const fresh = await testGround();
    try {
      const tokens: string[] = [];
      for (let start = 0; start < 2; start++)
        await announceSetup(fresh, 3000, (line) => tokens.push(...(/#(\S+)/.exec(line)?.slice(1) ?? [])));
      const freshWeb = staffWeb(fresh);
      const make = (token: string | undefined, email: string) =>
        new Visitor(freshWeb, fresh).post('/setup', {
          token,
          name: 'Somebody',
          email,
          password,
          workspace: { name: 'C', hue: 1, locale: 'en', timeZone: 'UTC' },
        });
      assert.equal((await make(tokens[0], 'old@x.example')).body.code, 'GONE');
      const both = await Promise.all([make(tokens[1], 'a@x.example'), make(tokens[1], 'b@x.example')]);
      assert.deepEqual(both.map(({ status }) => status).sort(), [201, 410]);
    } finally {
      await fresh.close();
    }
  });
});
