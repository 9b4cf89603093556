// Over 250 lines because one archive is followed from its first byte to its last conversation.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { type TestGround, testGround } from '../../../../test/ground.ts';
import { programOf } from '../../../../test/inbox.ts';
import { connectMailbox } from '../../../../test/mailbox.ts';
import { makeAgent, makeOwner, type Visitor } from '../../../../test/staff.ts';
import { createApi } from '../../../platform/http/api.ts';
import type { HttpContext } from '../../../platform/http/context.ts';
import { createWeb, type WebApp } from '../../../platform/http/server.ts';
import { readerOf } from '../../reader.ts';
import type { ChannelRow } from '../../tables.ts';
import { archivesContract } from './contract.ts';
import { type ArchivedMail, type ArchiveFormat, mailsIn } from './mails.ts';
import { archiveFiles, archivesRoutes } from './routes.ts';

const separator = 'From leila.tanaka@alder.example Tue Feb 11 10:00:00 2025\n';
const mail = (head: Record<string, string>, text: string): string =>
  `${Object.entries(head)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')}\n${text}\n`;

const question = mail(
  {
    From: 'Leila Tanaka <leila.tanaka@alder.example>',
    To: 'support@copperfield.example',
    Date: 'Tue, 11 Feb 2025 11:00:00 +0100',
    'Message-ID': '<question@alder.example>',
    Subject: 'The hinge squeaks',
  },
  'Good morning,\n\nFrom now on it squeaks at 7:15 every day.\n\nFrom me it needs oil, I think.\n\nLeila',
);
const answer = mail(
  {
    From: 'Copperfield <support@copperfield.example>',
    To: 'leila.tanaka@alder.example',
    Date: 'Tue, 11 Feb 2025 12:30:00 +0100',
    'Message-ID': '<answer@copperfield.example>',
    'In-Reply-To': '<question@alder.example>',
    Subject: 'Re: The hinge squeaks',
  },
  'Oil is on its way.',
);
const draft = mail(
  { From: 'support@copperfield.example', To: 'x@y.example', 'X-Status': 'T', Subject: 'Half a thought' },
  'Dear',
);
const later = separator.replace('10:00:00', '11:30:05');
const mbox = `${separator}${question.replace(/^From me/m, '>From me')}\n${later}${answer}\n${later}${draft}\n`;

const framed = (...mails: string[]): Buffer =>
  Buffer.concat(
    mails.flatMap((one) => {
      const bytes = Buffer.from(one);
      const size = Buffer.alloc(4);
      size.writeUInt32BE(bytes.length);
      return [size, bytes];
    }),
  );

describe('the mails of an archive', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rapport-archive-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const read = async (bytes: string | Buffer, format: ArchiveFormat, from = 0, most = 1_000_000) => {
    const file = path.join(folder, 'archive');
    await writeFile(file, bytes);
    const mails: ArchivedMail[] = [];
    for await (const one of mailsIn(file, format, from, most)) mails.push(one);
    return mails;
  };

  test('a line “From …” in a letter begins no mail, a quoted one is as it was written', async () => {
    const mails = await read(mbox, 'mbox');
    assert.equal(mails.length, 3);
    assert.equal(mails[0]?.at?.toISOString(), '2025-02-11T10:00:00.000Z');
    const text = mails[0]?.bytes.toString() ?? '';
    assert.match(text, /From now on it squeaks/);
    assert.match(text, /^From me it needs oil/m);
  });

  test('reading goes on at the end of any mail and gives the rest, byte for byte', async () => {
    for (const [bytes, format] of [
      [Buffer.from(mbox), 'mbox'],
      [Buffer.from(mbox.replaceAll('\n', '\r\n')), 'mbox'],
      [framed(question, answer, draft), 'framed'],
    ] as const) {
      const all = await read(bytes, format);
      assert.equal(all.length, 3);
      assert.equal(all.at(-1)?.end, bytes.length);
      for (const [place, { end }] of all.entries()) {
        assert.deepEqual(await read(bytes, format, end), all.slice(place + 1));
      }
    }
  });

  test('of a mail that is too large only the beginning is held, and the next one is whole', async () => {
    const large = question + 'a long line of nothing much\n'.repeat(100_000);
    for (const [bytes, format] of [
      [`${separator}${large}\n${separator}${answer}`, 'mbox'],
      [framed(large, answer), 'framed'],
    ] as const) {
      const [first, second] = await read(bytes, format, 0, 1_000_000);
      assert.ok(first && first.bytes.length < 1_000_000 && first.size > 2_000_000);
      assert.match(first.bytes.toString(), /The hinge squeaks/);
      assert.match(second?.bytes.toString() ?? '', /Oil is on its way/);
    }
  });

  test('a mail of nothing but line breaks costs no more than any other of its size', async () => {
    const lines = Buffer.alloc(8 * 1024 * 1024, 0x0a);
    const before = process.memoryUsage().rss;
    const begun = performance.now();
    const [mail] = await read(Buffer.concat([Buffer.from(separator), lines]), 'mbox', 0, 10 * 1024 * 1024);
    assert.equal(mail?.bytes.length, lines.length);
    assert.ok(process.memoryUsage().rss - before < 200_000_000);
    assert.ok(performance.now() - begun < 8_000);
  });

  test('an archive that was cut off, or is none, gives what there is', async () => {
    assert.equal((await read(mbox.slice(0, -20), 'mbox')).length, 3);
    assert.equal((await read(framed(question, answer).subarray(0, -5), 'framed')).length, 2);
    assert.deepEqual(await read(Buffer.from([255, 255, 255, 255]), 'framed'), []);
    assert.deepEqual(await read('', 'mbox'), []);
    assert.equal((await read(question, 'mbox')).length, 1, 'one mail without a separator');
  });
});

describe('bringing an archive in', () => {
  let ground: TestGround;
  let web: WebApp;
  let channel: ChannelRow;
  let dana: Visitor & { key: string };
  let maya: Visitor;
  before(async () => {
    ground = await testGround({ env: { MAIL_MAX_MB: '1' } });
    channel = await connectMailbox(ground);
    const contract = oc.prefix('/api').router({ archives: archivesContract });
    const router = implement(contract).$context<HttpContext>().router({ archives: archivesRoutes });
    const api = createApi(router, contract, ground.log);
    web = createWeb(ground, {
      api,
      mounts: [archiveFiles],
      last: () => {},
      whoAsks: async () => null,
      afterWrite: () => {},
    });
    dana = await programOf(ground, web, await makeOwner(ground), ['read', 'write', 'admin']);
    maya = await programOf(ground, web, await makeAgent(ground, 'Maya Lindt', 'agent'), ['read', 'write']);
  });
  after(() => ground.close());

  const begin = (fingerprint: string, bytes: Buffer | string, format: ArchiveFormat = 'mbox') =>
    dana.post('/mail-archives', {
      channelId: channel.id,
      format,
      name: 'old.mbox',
      fingerprint,
      size: Buffer.byteLength(bytes),
    });
  const send = async (id: string, at: number, bytes: Buffer | string) => {
    const answer = await web.request(`/api/mail-archives/${id}/bytes?at=${at}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${dana.key}` },
      body: bytes,
    });
    return { status: answer.status, body: await answer.json() };
  };
  /** On a busy machine a mail is kept first and read a moment later. */
  const settle = async () => {
    await ground.settle();
    await readerOf(ground).idle();
  };
  const state = async (id: string) =>
    (await dana.get('/mail-archives')).body.items.find((one: { id: string }) => one.id === id);
  const messages = () =>
    ground.db
      .selectFrom('messages as m')
      .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
      .select(['m.direction', 'm.at', 'm.historic', 'c.status', 'm.conversation_id as conversation'])
      .orderBy('m.at')
      .execute();

  test('it comes in as what it is: old, ours and theirs in one thread, drafts left out', async () => {
    const { body, status } = await begin('one', mbox);
    assert.equal(status, 201);
    const half = Math.floor(mbox.length / 2);
    assert.deepEqual((await send(body.id, 0, mbox.slice(0, half))).body, { received: half });
    // The page was closed: whoever chooses the same file again goes on where it stopped.
    const again = (await begin('one', mbox)).body;
    assert.deepEqual([again.id, again.received, again.state], [body.id, half, 'sending']);
    assert.equal((await send(body.id, half + 5, mbox.slice(half + 5))).status, 409, 'no gap');
    assert.deepEqual((await send(body.id, half, mbox.slice(half))).body, { received: mbox.length });
    assert.deepEqual((await send(body.id, half, mbox.slice(half))).body, { received: mbox.length }, 'twice');
    await settle();
    const { state: now, brought, known, leftOut, done } = await state(body.id);
    assert.deepEqual([now, brought, known, leftOut, done], ['done', 2, 0, 1, mbox.length]);
    const all = await messages();
    assert.deepEqual(
      all.map((one) => [one.direction, one.at.toISOString(), one.historic, one.status]),
      [
        ['in', '2025-02-11T10:00:00.000Z', true, 'solved'],
        ['out', '2025-02-11T11:30:00.000Z', true, 'solved'],
      ],
    );
    assert.equal(new Set(all.map((one) => one.conversation)).size, 1);
    const waiting = await ground.db.selectFrom('deliveries').select('message_id').execute();
    assert.deepEqual(waiting, [], 'nothing leaves because of it');
  });

  test('the same piece sent again at once takes nothing back of what came between', async () => {
    const { body } = await begin('at-once', mbox);
    const third = Math.floor(mbox.length / 3);
    const pieces = [0, third, 2 * third].map((at, place) => ({
      at,
      bytes: mbox.slice(at, place === 2 ? undefined : at + third),
    }));
    for (const { at, bytes } of pieces.slice(0, 2)) {
      const answers = await Promise.all([0, 1, 2].map(() => send(body.id, at, bytes)));
      for (const answer of answers) assert.deepEqual(answer.body, { received: at + bytes.length });
    }
    const first = pieces[0];
    assert.ok(first);
    // One that was delayed on its way, while the others went on.
    await Promise.all([send(body.id, third, pieces[1]?.bytes ?? ''), send(body.id, 0, first.bytes)]);
    const file = path.join(ground.config.dataDir, 'archives', body.id);
    assert.equal(await readFile(file, 'utf8'), mbox.slice(0, 2 * third));
    await dana.post(`/mail-archives/${body.id}/cancel`);
  });

  test('half a file that did not come back with a backup is sent again from where it is missing', async () => {
    const { body } = await begin('restored', mbox);
    await send(body.id, 0, mbox.slice(0, 100));
    await rm(path.join(ground.config.dataDir, 'archives', body.id));
    const refused = await send(body.id, 100, mbox.slice(100));
    assert.equal(refused.status, 409);
    assert.deepEqual((refused.body as { data: unknown }).data, { received: 0 });
    assert.deepEqual((await send(body.id, 0, mbox.slice(0, 100))).body, { received: 100 });
    await dana.post(`/mail-archives/${body.id}/cancel`);
  });

  test('what a crash repeats, or another archive holds too, is found to be here', async () => {
    const { body } = await begin('two', framed(question, answer), 'framed');
    await send(body.id, 0, framed(question, answer));
    await ground.db.updateTable('mail_archives').set({ done: 0 }).where('id', '=', body.id).execute();
    await settle();
    const { brought, known } = await state(body.id);
    assert.deepEqual([brought, known], [0, 2]);
    assert.equal((await messages()).length, 2);
  });

  test('paused it waits, resumed it goes on, cancelled it keeps what it brought', async () => {
    const more = mbox.replaceAll('@alder.example', '@birch.example').replaceAll('answer@', 'answer2@');
    const { body } = await begin('three', more);
    await send(body.id, 0, more);
    assert.equal((await dana.post(`/mail-archives/${body.id}/pause`)).body.state, 'paused');
    await settle();
    assert.equal((await state(body.id)).brought, 0);
    assert.equal((await dana.post(`/mail-archives/${body.id}/resume`)).body.state, 'reading');
    await settle();
    assert.deepEqual([(await state(body.id)).state, (await state(body.id)).brought], ['done', 2]);
    const late = await dana.post(`/mail-archives/${body.id}/cancel`);
    assert.deepEqual([late.status, late.body.code], [400, 'BAD_INPUT']);
  });

  test('a mail larger than allowed is there with its head, and says so', async () => {
    const large = `${separator}${question.replaceAll('question@', 'large@')}${'all of it is here \n'.repeat(80_000)}`;
    const { body } = await begin('four', large);
    for (let at = 0; at < large.length; at += 1_000_000) {
      await send(body.id, at, large.slice(at, at + 1_000_000));
    }
    await settle();
    assert.deepEqual([(await state(body.id)).brought, (await state(body.id)).tooLarge], [1, 1]);
    const kept = await ground.db
      .selectFrom('messages')
      .select(['text', 'warnings'])
      .where('external_key', '=', '<large@alder.example>')
      .executeTakeFirstOrThrow();
    assert.match(kept.text, /1\.\d MB large/);
  });

  test('only whoever sets up mailboxes may; a file that was lost says what to do', async () => {
    assert.equal((await maya.get('/mail-archives')).status, 403);
    assert.equal((await maya.post('/mail-archives', { ...channel })).status >= 400, true);
    const { body } = await begin('five', mbox);
    await send(body.id, 0, mbox);
    await rm(path.join(ground.config.dataDir, 'archives'), { recursive: true });
    await settle();
    const lost = await state(body.id);
    assert.equal(lost.state, 'failed');
    assert.match(lost.problem, /Choose it again/);
    assert.equal((await send(body.id, Number.NaN, 'x')).status, 400);
  });
});
