import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type TestGround, testGround } from '../../../test/ground.ts';
import { connectMailbox } from '../../../test/mailbox.ts';
import {
  type Dovecot,
  missing,
  type Postfix,
  startDovecot,
  startPostfix,
} from '../../../test/servers/debian.ts';
import { bring } from '../../../test/servers/smtp-client.ts';
import { type Listeners, startListeners } from '../listeners.ts';
import { readerOf } from '../reader.ts';
import { type Door, startDoor } from './door.ts';

/* The servers most mail hosts run, instead of those written for tests. */

const mail = (subject: string) =>
  `From: Kofi Byrne <kofi.byrne@alder.example>\nTo: support@copperfield.example\nSubject: ${subject}\nMessage-ID: <${subject.replace(/\W/g, '')}@alder.example>\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n\nA line.\n.\nA line after a dot.\n`;

describe('with Debian’s own mail servers', () => {
  let ground: TestGround;
  before(async () => {
    ground = await testGround({ start: new Date().toISOString(), env: { LMTP_PORT: '0' } });
  });
  after(() => ground.close());

  const subjects = async () => {
    await readerOf(ground).idle();
    const rows = await ground.db.selectFrom('messages').select('subject').orderBy('subject').execute();
    return rows.map((row) => row.subject);
  };
  const until = async (so: () => Promise<boolean>, what: string) => {
    for (const end = performance.now() + 20_000; !(await so()); await pause(30)) {
      if (performance.now() > end) assert.fail(`Not in time: ${what}`);
    }
  };

  test('Dovecot: mail is announced in IDLE, read, and marked', { skip: missing('dovecot') }, async () => {
    let dovecot: Dovecot | undefined;
    let listeners: Listeners | undefined;
    try {
      dovecot = await startDovecot();
      const { port, user, password } = dovecot;
      await connectMailbox(ground, { imap: { port, user, password } });
      listeners = await startListeners(ground);
      const state = async () =>
        (await ground.db.selectFrom('channels').select('state').executeTakeFirst())?.state;
      await until(async () => (await state()) === 'ok', 'connected');
      for (const subject of ['Dove 1', 'Dove 2', 'Dove 3']) dovecot.deliver(mail(subject));
      await until(async () => (await subjects()).length === 3, 'three are read');
      assert.deepEqual(await subjects(), ['Dove 1', 'Dove 2', 'Dove 3']);
    } finally {
      await listeners?.close();
      await dovecot?.stop();
    }
  });

  test('Postfix hands mail to our door by LMTP, plus-address kept, and again later when we were away', {
    skip: missing('postfix'),
  }, async () => {
    const { id } = await connectMailbox(ground, { address: 'post@copperfield.example' });
    let door: Door | undefined;
    let postfix: Postfix | undefined;
    try {
      door = await startDoor(ground);
      const lmtp = door.lmtpPort ?? 0;
      postfix = await startPostfix(lmtp);
      assert.match(
        await bring(postfix.port, mail('Post 1'), { to: 'post+k3-token@copperfield.example' }),
        /^250/,
      );
      await until(async () => (await subjects()).includes('Post 1'), 'the first is read');
      const raw = await ground.db
        .selectFrom('raw_inbound')
        .select('envelope')
        .where('channel_id', '=', id)
        .executeTakeFirstOrThrow();
      assert.deepEqual(raw.envelope.recipients, ['post+k3-token@copperfield.example']);
      await door.close();
      door = undefined;
      assert.match(await bring(postfix.port, mail('Post 2'), { to: 'post@copperfield.example' }), /^250/);
      await pause(500);
      door = await startDoor({ ...ground, config: { ...ground.config, lmtpPort: lmtp } });
      await until(async () => (await subjects()).includes('Post 2'), 'the second comes by itself');
      const text = await ground.db
        .selectFrom('messages')
        .select('text')
        .where('subject', '=', 'Post 2')
        .executeTakeFirstOrThrow();
      assert.match(text.text, /^A line\.\n\.\nA line after a dot\./);
    } finally {
      await postfix?.stop();
      await door?.close();
    }
  });
});
