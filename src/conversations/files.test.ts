import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import type { Visitor } from '../../test/staff.ts';
import { day } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import type { WebApp } from '../platform/http/server.ts';
import { newId } from '../platform/ids.ts';
import { conversationsJobs } from './jobs.ts';
import { largestUpload } from './upload.ts';

let at: TestInbox;
let web: WebApp;
let maya: Visitor & { key: string };
let tom: Visitor & { key: string };
before(async () => {
  at = await testInbox();
  web = conversationsWeb(at.ground);
  maya = await programOf(at.ground, web, at.maya.id);
  tom = await programOf(at.ground, web, at.tom.id);
});
after(() => at.ground.close());

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(40)]);
const url = (path: string) => at.ground.config.publicUrl + path;
const ask = (path: string, key = maya.key) =>
  web.request(url(path), { headers: { authorization: `Bearer ${key}` } });
const upload = (
  body: NonNullable<RequestInit['body']>,
  name: string,
  type = 'application/pdf',
  key = maya.key,
) =>
  web.request(url(`/api/uploads?name=${encodeURIComponent(name)}`), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, ...(type && { 'content-type': type }) },
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  } as RequestInit);

async function mailWith(
  bytes: Buffer,
  name: string,
  type: string,
  html: string | null = null,
  cid: string | null = null,
) {
  const fileHash = await transact(at.ground.db, (tx) =>
    at.ground.files.put(tx, bytes, at.ground.clock.now()),
  );
  const got = await at.arrives({
    html,
    attachments: [{ name, type, size: bytes.length, fileHash, cid, inline: cid !== null }],
  });
  const { body } = await maya.get(`/conversations/${got.conversationId}/messages`);
  return {
    ...got,
    file:
      body.items[body.items.length - 1].attachments[0] ??
      body.items.find((item: { id: string }) => item.id === got.messageId).attachments[0],
  };
}

test('what a stranger attached is downloaded as nothing a browser would run', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const cases: [string, string, Buffer][] = [
    ['page.html', 'text/html', Buffer.from('<script>alert(1)</script>')],
    ['picture.svg', 'image/svg+xml', svg],
    ['lying.png', 'image/png', svg],
    ['tool.js', 'text/javascript', Buffer.from('alert(1)')],
  ];
  for (const [name, type, bytes] of cases) {
    const { file } = await mailWith(bytes, name, type);
    const answer = await ask(file.url);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes);
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream', name);
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment;/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.match(answer.headers.get('content-security-policy') ?? '', /sandbox/);
  }
});

test('a picture that is one is shown, in place in its mail', async () => {
  const html = '<p>See <img src="cid:Logo@alder" alt=""></p>';
  const { file, messageId } = await mailWith(png, 'logo.png', 'image/png', html, '<logo@alder>');
  const answer = await ask(file.url);
  assert.equal(answer.headers.get('content-type'), 'image/png');
  assert.match(answer.headers.get('content-disposition') ?? '', /^inline;/);
  assert.match(answer.headers.get('content-security-policy') ?? '', /sandbox/);
  const { body } = await maya.get(`/messages/${messageId}/html`);
  assert.ok(body.html.includes(`src="${file.url}"`), body.html);
});

test('remote pictures are shown only to whoever asks', async () => {
  const html = '<p><img data-remote-src="https://pixel.example/a.png" alt=""></p>';
  const { messageId } = await at.arrives({ html, remoteImages: 1 });
  assert.ok(!(await maya.get(`/messages/${messageId}/html?images=false`)).body.html.includes(' src='));
  assert.ok(
    (await maya.get(`/messages/${messageId}/html?images=true`)).body.html.includes(
      ' src="https://pixel.example/a.png"',
    ),
  );
});

test('a file’s name cannot break its header', async () => {
  const { file } = await mailWith(Buffer.from('x'), 'Rech"nung\r\nX: y/№ 1%.pdf', 'application/pdf');
  const disposition = (await ask(file.url)).headers.get('content-disposition') ?? '';
  assert.match(
    disposition,
    /^attachment; filename="[\x20-\x21\x23-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%._~!$&+^`|-]+$/,
  );
  assert.ok(disposition.includes('%E2%84%96'));
});

test('an upload goes out with a reply; nobody else can attach it', async () => {
  const { conversationId: id } = await at.arrives();
  const sent = await upload('%PDF-1.7', 'Rechnung Nº1.pdf');
  const file = (await sent.json()) as { id: string; name: string; size: number };
  assert.deepEqual([sent.status, file.name, file.size], [201, 'Rechnung Nº1.pdf', 8]);
  const stolen = await tom.post(`/conversations/${id}/replies`, { text: 'Hi', attachments: [file.id] });
  assert.equal(stolen.body.code, 'BAD_INPUT');
  const { body } = await maya.post(`/conversations/${id}/replies`, { attachments: [file.id] });
  const { items } = (await maya.get(`/conversations/${id}/messages`)).body;
  const message = items.find((item: { id: string }) => item.id === body.messageId);
  assert.deepEqual(
    message.attachments.map(({ name }: { name: string }) => name),
    ['Rechnung Nº1.pdf'],
  );
  const taken = await maya.post(`/conversations/${id}/replies`, { text: 'Again', attachments: [file.id] });
  assert.equal(taken.status, 201, 'a reply taken back can be sent again with its files');
});

test('a form can upload too', async () => {
  const form = new FormData();
  form.set('file', new File(['words'], 'a.txt', { type: 'text/plain' }));
  const answer = await web.request(url('/api/uploads'), {
    method: 'POST',
    headers: { authorization: `Bearer ${maya.key}` },
    body: form,
  });
  const file = (await answer.json()) as { name: string; type: string; size: number };
  assert.deepEqual([answer.status, file.name, file.type, file.size], [201, 'a.txt', 'text/plain', 5]);
});

test('more than 25 MB is refused as soon as it is more, and nothing is kept', async () => {
  const count = () => at.ground.db.selectFrom('uploads').select('id').execute();
  const before = (await count()).length;
  const said = await upload(Buffer.alloc(largestUpload + 1), 'big.bin');
  assert.equal(said.status, 413);
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  assert.equal((await upload(endless, 'endless.bin')).status, 413);
  assert.ok(pulled < 40, `${pulled} MB were read`);
  assert.equal((await upload('', 'empty.txt')).status, 400);
  assert.equal((await upload('x', '')).status, 400);
  assert.equal((await count()).length, before);
});

test('the original mail comes as text, byte by byte', async () => {
  const { db, clock, files } = at.ground;
  const raw = Buffer.from('From: a@b.example\r\n\r\n<script>alert(1)</script>\r\n');
  const hash = await transact(db, (tx) => files.put(tx, raw, clock.now()));
  const [channelId, rawId] = [newId(), newId()];
  const channel = {
    id: channelId,
    type: 'email',
    inbox_id: at.inboxId,
    name: 'Support',
    address: 'support@copperfield.example',
    config: '{}',
    state_since: clock.now(),
    created_at: clock.now(),
  };
  await db
    .insertInto('channels' as never)
    .values(channel as never)
    .execute();
  const stored = {
    id: rawId,
    channel_id: channelId,
    external_key: 'x',
    file_hash: hash,
    size: raw.length,
    received_at: clock.now(),
    next_at: clock.now(),
  };
  await db
    .insertInto('raw_inbound' as never)
    .values(stored as never)
    .execute();
  const { messageId } = await at.arrives({ rawId, channelId });
  const answer = await ask(`/api/messages/${messageId}/raw`);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), raw);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment;/);
  assert.equal((await ask(`/api/messages/${newId()}/raw`)).status, 404);
});

test('uploads that nobody sent are forgotten after a month', async () => {
  await upload('x', 'old.txt');
  at.ground.clock.advance(31 * day);
  await conversationsJobs.find(({ name }) => name === 'conversations.tidy')?.run(at.ground, {});
  assert.equal((await at.ground.db.selectFrom('uploads').select('id').execute()).length, 0);
});
