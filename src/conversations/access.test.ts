// Over 250 lines because the law is one table and has to be seen whole.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import type { Visitor } from '../../test/staff.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/ids.ts';
import { type Level, levels, type Role, roles } from '../staff/caller.ts';
import { type Action, actions, may, mayWord, visible, wordActions } from './access.ts';
import { reply } from './reply.ts';
import { mayHear } from './subscriber.ts';

/*
 * The law of access.ts once more, as a table: every role at every level does every act, first by the page
 * itself, then through every route, list, count, file and event. A cell is what the answer must be.
 */

let at: TestInbox;
let hidden: string;
before(async () => {
  at = await testInbox();
  hidden = await at.addInbox('Board', 'board@copperfield.example');
  await at.ground.db.updateTable('inboxes').set({ default_level: 'none' }).execute();
});
after(() => at.ground.close());

/** What each role makes of a level: the first three manage everywhere, a light agent looks and notes. */
const table: Record<Role, Record<Level, readonly Action[]>> = (() => {
  const everything = actions;
  const lead = { none: everything, view: everything, reply: everything, manage: everything };
  const look: Action[] = ['view', 'note'];
  const work: Action[] = ['view', 'note', 'reply', 'change'];
  return {
    owner: lead,
    admin: lead,
    supervisor: lead,
    agent: { none: [], view: look, reply: work, manage: everything },
    light: { none: [], view: look, reply: look, manage: look },
  };
})();

test('the page of law, every cell', () => {
  let cells = 0;
  for (const role of roles) {
    for (const level of levels) {
      const caller = at.caller(at.maya, role, { [at.inboxId]: level });
      for (const action of actions) {
        const allowed = table[role][level].includes(action);
        assert.equal(may(caller, action, { inbox_id: at.inboxId }), allowed, `${role} ${level} ${action}`);
        cells++;
      }
      const hears = table[role][level].includes('view');
      assert.equal(mayHear(caller, { inboxId: at.inboxId }), hears, `${role} ${level} live`);
    }
  }
  assert.equal(cells, roles.length * levels.length * actions.length);
});

test('an inbox nobody gave, or that is archived, is closed to those who do not see all', () => {
  for (const role of roles) {
    const caller = at.caller(at.maya, role, { [at.inboxId]: 'manage' });
    const lead = role === 'owner' || role === 'admin' || role === 'supervisor';
    const archived = { inbox_id: newId() };
    assert.equal(may(caller, 'view', archived), lead, role);
    assert.equal(may(caller, 'reply', archived), false, role);
  }
});

test('words of the workspace, every cell', () => {
  const allowed: Record<string, readonly Role[]> = {
    'view.share': ['owner', 'admin', 'supervisor'],
    'work.see': ['owner', 'admin', 'supervisor'],
    'cause.add': ['owner', 'admin', 'supervisor'],
    'tag.see-kept': ['owner', 'admin', 'supervisor'],
    'tag.keep': ['owner', 'admin', 'supervisor'],
    'field.save': ['owner', 'admin'],
    'sender.see-blocked': ['owner', 'admin', 'supervisor', 'agent'],
    'sender.unblock': ['owner', 'admin', 'supervisor'],
  };
  assert.deepEqual([...wordActions].sort(), Object.keys(allowed).sort());
  for (const role of roles) {
    const caller = at.caller(at.maya, role, {});
    for (const action of wordActions) assert.equal(mayWord(caller, action), allowed[action]?.includes(role));
  }
});

test('the scope of queries agrees with the page', async () => {
  for (const role of roles) {
    for (const level of levels) {
      const caller = at.caller(at.maya, role, { [at.inboxId]: level });
      const got = await at.arrives();
      const row = await at.ground.db
        .selectFrom('conversations')
        .select('id')
        .where('id', '=', got.conversationId)
        .where(visible(caller))
        .executeTakeFirst();
      assert.equal(row !== undefined, table[role][level].includes('view'), `${role} ${level}`);
    }
  }
});

type Case = { id: string; number: number; messageId: string; replyId: string; attachmentId: string };
type Call = {
  name: string;
  needs: Action;
  call(visitor: Visitor, it: Case, me: string): ReturnType<Visitor['send']>;
};

const text = { text: 'Hello' };
const calls: Call[] = [
  { name: 'get', needs: 'view', call: (v, it) => v.get(`/conversations/${it.id}`) },
  { name: 'get by number', needs: 'view', call: (v, it) => v.get(`/conversations/${it.number}`) },
  { name: 'messages', needs: 'view', call: (v, it) => v.get(`/conversations/${it.id}/messages`) },
  { name: 'original', needs: 'view', call: (v, it) => v.get(`/messages/${it.messageId}/html`) },
  { name: 'note', needs: 'note', call: (v, it) => v.post(`/conversations/${it.id}/notes`, text) },
  { name: 'draft', needs: 'note', call: (v, it) => v.get(`/conversations/${it.id}/draft`) },
  {
    name: 'save draft',
    needs: 'note',
    call: (v, it) => v.put(`/conversations/${it.id}/draft`, { body: text }),
  },
  { name: 'reply', needs: 'reply', call: (v, it) => v.post(`/conversations/${it.id}/replies`, text) },
  {
    name: 'assign',
    needs: 'change',
    call: (v, it) => v.post(`/conversations/${it.id}/assign`, { teamId: at.teamId }),
  },
  { name: 'solve', needs: 'change', call: (v, it) => v.post(`/conversations/${it.id}/solve`) },
  { name: 'reopen', needs: 'change', call: (v, it) => v.post(`/conversations/${it.id}/reopen`) },
  {
    name: 'status',
    needs: 'change',
    call: (v, it) => v.post(`/conversations/${it.id}/status`, { status: 'held' }),
  },
  { name: 'change', needs: 'change', call: (v, it) => v.patch(`/conversations/${it.id}`, { priority: 2 }) },
  {
    name: 'snooze',
    needs: 'change',
    call: (v, it) => v.post(`/conversations/${it.id}/snooze`, { until: '2027-01-01T00:00:00Z' }),
  },
  { name: 'tag', needs: 'change', call: (v, it) => v.post(`/conversations/${it.id}/tags`, { add: ['vat'] }) },
  { name: 'spam', needs: 'change', call: (v, it) => v.post(`/conversations/${it.id}/spam`) },
  { name: 'bin', needs: 'change', call: (v, it) => v.post(`/conversations/${it.id}/bin`) },
  { name: 'restore', needs: 'change', call: (v, it) => v.post(`/conversations/${it.id}/restore`) },
  {
    name: 'participant',
    needs: 'change',
    call: (v, it) =>
      v.post(`/conversations/${it.id}/participants`, { address: 'leila.tanaka@alder.example', accept: true }),
  },
  {
    name: 'start',
    needs: 'reply',
    call: (v) =>
      v.post('/conversations', {
        ...text,
        customer: { address: 'kofi@byrnebooks.example' },
        inboxId: at.inboxId,
        subject: 'Hi',
      }),
  },
];

async function conversation(): Promise<Case> {
  const { db, files } = at.ground;
  const hash = await transact(db, (tx) => files.put(tx, Buffer.from('words'), at.ground.clock.now()));
  const attachments = [
    { name: 'a.txt', type: 'text/plain', size: 5, fileHash: hash, cid: null, inline: false },
  ];
  const got = await at.arrives({ attachments, html: '<p>Hello</p>' });
  const sent = await transact(db, (tx) =>
    reply(tx, at.tom, { id: got.conversationId, text: 'Yes', undoSeconds: 30 }, at.ground.clock.now()),
  );
  const row = await db
    .selectFrom('conversations')
    .select('number')
    .where('id', '=', got.conversationId)
    .executeTakeFirstOrThrow();
  const file = await db
    .selectFrom('attachments')
    .select('id')
    .where('message_id', '=', got.messageId)
    .executeTakeFirstOrThrow();
  return {
    id: got.conversationId,
    number: Number(row.number),
    messageId: got.messageId,
    replyId: sent.messageId,
    attachmentId: file.id,
  };
}

async function inWords(visitor: Visitor, web: ReturnType<typeof conversationsWeb>, key: string, it: Case) {
  const file = await web.request(`${at.ground.config.publicUrl}/files/${it.attachmentId}/a.txt`, {
    headers: { authorization: `Bearer ${key}` },
  });
  await file.arrayBuffer();
  const list = await visitor.get('/conversations?view=all&limit=100');
  const counts = await visitor.get('/conversation-counts');
  return {
    file: file.status,
    listed: list.body.items.some(({ id }: { id: string }) => id === it.id),
    counted: counts.body.all > 0,
  };
}

test('every route, list, count and file keeps the law, for every role at every level', async () => {
  const web = conversationsWeb(at.ground);
  for (const role of roles) {
    for (const level of levels) {
      const agent = await at.addAgent(`Sam ${role} ${level}`, role);
      await at.ground.db
        .insertInto('inbox_access')
        .values({ inbox_id: at.inboxId, agent_id: agent.id, level })
        .execute();
      const visitor = await programOf(at.ground, web, agent.id);
      const it = await conversation();
      const sees = table[role][level].includes('view');
      const expected = { file: sees ? 200 : 404, listed: sees, counted: sees };
      assert.deepEqual(await inWords(visitor, web, visitor.key, it), expected, `${role} ${level}`);
      for (const { name, needs, call } of calls) {
        const { status, body } = await call(visitor, it, agent.id);
        const right = table[role][level].includes(needs) ? [200, 201] : sees ? [403] : [404];
        assert.ok(right.includes(status), `${role} ${level} ${name}: ${status} ${JSON.stringify(body)}`);
      }
      // Somebody else's reply is nobody's to take back, whatever the level.
      const { status } = await visitor.post(`/messages/${it.replyId}/take-back`);
      assert.equal(status, sees ? 403 : 404, `${role} ${level} take back`);
    }
  }
});

test('another inbox is another world: nothing of it shows, and nothing can be moved into it', async () => {
  const web = conversationsWeb(at.ground);
  const agent = await at.addAgent('Eve');
  await at.ground.db
    .insertInto('inbox_access')
    .values({ inbox_id: at.inboxId, agent_id: agent.id, level: 'manage' })
    .execute();
  const visitor = await programOf(at.ground, web, agent.id);
  const secret = await at.arrives({
    inboxId: hidden,
    channelId: newId(),
    from: { name: 'CEO', address: 'ceo@board.example' },
  });
  const mine = await at.arrives({ from: { name: 'CEO', address: 'ceo@board.example' } });
  assert.equal((await visitor.get(`/conversations/${secret.conversationId}`)).status, 404);
  assert.equal(
    (await visitor.patch(`/conversations/${mine.conversationId}`, { inboxId: hidden })).status,
    404,
  );
  for (const filter of [`inboxId=${hidden}`, `teamId=${at.teamId}`, '', 'customerId=']) {
    let query = filter;
    if (filter === 'customerId=') {
      const { customer_id } = await at.ground.db
        .selectFrom('conversations')
        .select('customer_id')
        .where('id', '=', secret.conversationId)
        .executeTakeFirstOrThrow();
      query = `customerId=${customer_id}`;
    }
    const { body } = await visitor.get(`/conversations?view=all&limit=100&${query}`);
    assert.ok(
      body.items.every(({ id }: { id: string }) => id !== secret.conversationId),
      query,
    );
  }
});

test('nobody gets in without a session, and a key only as far as its scope', async () => {
  const web = conversationsWeb(at.ground);
  const it = await conversation();
  const agent = await at.addAgent('Reader', 'owner');
  const stranger = await programOf(at.ground, web, agent.id, ['read']);
  for (const { name, call } of calls) {
    const nobody = new (await import('../../test/staff.ts')).Visitor(web, at.ground);
    assert.equal((await call(nobody, it, '')).status, 401, name);
    const { status } = await call(stranger, it, '');
    const reads = ['get', 'get by number', 'messages', 'original', 'draft'].includes(name);
    assert.equal(status, reads ? 200 : 403, name);
  }
  for (const path of [`/files/${it.attachmentId}/a.txt`, `/api/messages/${it.messageId}/raw`]) {
    assert.equal((await web.request(at.ground.config.publicUrl + path)).status, 401);
  }
});

test('a draft is its author’s alone', async () => {
  const web = conversationsWeb(at.ground);
  const it = await conversation();
  const one = await programOf(at.ground, web, (await at.addAgent('One', 'admin')).id);
  const other = await programOf(at.ground, web, (await at.addAgent('Other', 'admin')).id);
  await one.put(`/conversations/${it.id}/draft`, { body: { text: 'not yet' } });
  assert.equal((await other.get(`/conversations/${it.id}/draft`)).body ?? null, null);
  assert.deepEqual((await one.get(`/conversations/${it.id}/draft`)).body.body, { text: 'not yet' });
});

test('a key sets up the workspace only with the scope admin, whoever it belongs to', async () => {
  const owner = await at.addAgent('Dana Price', 'owner');
  const web = conversationsWeb(at.ground);
  const field = { label: 'Contract', type: 'text' };
  const without = await programOf(at.ground, web, owner.id, ['read', 'write']);
  assert.equal((await without.put('/custom-fields/conversation/contract', field)).status, 403);
  const having = await programOf(at.ground, web, owner.id, ['read', 'write', 'admin']);
  assert.equal((await having.put('/custom-fields/conversation/contract', field)).status, 200);
});
