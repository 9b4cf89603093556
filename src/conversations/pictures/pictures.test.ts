import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../test/inbox.ts';
import type { Visitor } from '../../../test/staff.ts';
import { agentHtmlToText, sanitizeAgentHtml } from '../../platform/html/sanitize.ts';
import { newId } from '../../platform/ids.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
let at: TestInbox;
let web: ReturnType<typeof conversationsWeb>;
let maya: Visitor & { key: string };
let tom: Visitor & { key: string };
before(async () => {
  at = await testInbox();
  web = conversationsWeb(at.ground);
  maya = await programOf(at.ground, web, at.maya.id);
  tom = await programOf(at.ground, web, at.tom.id);
});
after(() => at.ground.close());

const upload = async () => {
  const answer = await web.request(`${at.ground.config.publicUrl}/api/uploads?name=shot.png`, {
    method: 'POST',
    headers: { authorization: `Bearer ${maya.key}`, 'content-type': 'image/png' },
    body: new Uint8Array(png),
  });
  return ((await answer.json()) as { id: string }).id;
};
const reply = async (who: Visitor, html: string) => {
  const from = { name: 'Leila Tanaka', address: `leila.${newId()}@alder.example` };
  const { conversationId } = await at.arrives({ from });
  return who.post(`/conversations/${conversationId}/replies`, { html });
};

test('a picture in the text becomes part of the message, shown in its place', async () => {
  const id = await upload();
  const { status, body } = await reply(
    maya,
    `<p>Look: <img src="/api/uploads/${id}" alt="the screen" width="300"></p>`,
  );
  assert.equal(status, 201);
  const message = await at.ground.db
    .selectFrom('messages')
    .select(['html', 'text'])
    .where('id', '=', body.messageId)
    .executeTakeFirstOrThrow();
  assert.match(message.html ?? '', new RegExp(`src="cid:${id}@rapport" alt="the screen" width="300"`));
  assert.equal(message.text, 'Look: [the screen]');
  const [file] = await at.ground.db
    .selectFrom('attachments')
    .select(['cid', 'inline', 'type'])
    .where('message_id', '=', body.messageId)
    .execute();
  assert.deepEqual(file, { cid: `${id}@rapport`, inline: true, type: 'image/png' });
  const { body: original } = await maya.get(`/messages/${body.messageId}/html`);
  assert.match(original.html, /src="\/files\//);
});

test('a picture alone is something to say; somebody else’s upload is not theirs to send', async () => {
  const id = await upload();
  assert.equal((await reply(maya, `<img src="/api/uploads/${id}">`)).status, 201);
  assert.equal((await reply(tom, `<p>x <img src="/api/uploads/${id}"></p>`)).body.code, 'BAD_INPUT');
});

test('the plain twin of a letter keeps lists, links, quotations and pictures', () => {
  const html = sanitizeAgentHtml(
    '<p>Hello <strong>Leila</strong>,</p><p>see <a href="https://a.example/terms">our terms</a>, ' +
      '<a href="https://b.example/">https://b.example</a> or <a href="mailto:x@y.example">x@y.example</a>:</p>' +
      '<ul><li><p>one</p></li><li><p>two</p></li></ul><ol><li><p>first</p></li><li><p>second</p></li></ol>' +
      '<blockquote><p>You wrote this</p></blockquote><p><img src="/api/uploads/x" alt="a chart"> end</p>',
  );
  assert.equal(
    agentHtmlToText(html),
    [
      'Hello Leila,',
      '',
      'see our terms (https://a.example/terms), https://b.example or x@y.example:',
      '',
      '- one',
      '- two',
      '1. first',
      '2. second',
      '',
      '> You wrote this',
      '',
      '[a chart] end',
    ].join('\n'),
  );
});
