import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type TestGround, testGround } from '../../test/ground.ts';
import { plantAnswer, plantMailbox } from '../../test/outbox.ts';
import { type Behaviour, type Point, startSmtpSink } from '../../test/servers/smtp-sink.ts';
import { second } from '../platform/clock/clock.ts';
import { leaseMs } from './claim.ts';
import { deliver } from './deliver.ts';
import { closeMailConnections } from './email/send.ts';
import { sweepOutbox } from './outbox-sweep.ts';

const src = (name: string) => pathToFileURL(path.resolve(import.meta.dirname, '..', name)).href;

/** A process of its own that delivers one message, on the same database and key. */
function deliverElsewhere(ground: TestGround, messageId: string): ChildProcess {
  const { host, user, database } = ground.pool.options;
  const program = `
    const [{ connect }, { TestClock }, { diskFiles }, { createLog }, { loadSecrets }, { deliver }] = await Promise.all(
      ${JSON.stringify(
        [
          'platform/db/connect.ts',
          'platform/clock/clock.ts',
          'platform/files/disk.ts',
          'platform/log/log.ts',
          'platform/settings/key.ts',
          'channels/deliver.ts',
        ].map(src),
      )}.map((file) => import(file)));
    const { db, pool } = connect(${JSON.stringify({ host, user, database })}, () => {});
    const ground = { db, pool, config: {}, log: createLog('silent'), clock: new TestClock(${JSON.stringify(ground.clock.now())}),
      files: diskFiles(${JSON.stringify(ground.config.dataDir)}), secrets: await loadSecrets(${JSON.stringify(ground.config.dataDir)}, {}) };
    await deliver(ground, ${JSON.stringify(messageId)});`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' });
}

for (const [point, after, copies, what] of [
  ['connect', 'sent', 1, 'before the server greeted'],
  ['rcpt', 'sent', 1, 'before the body was asked for'],
  ['answer', 'unknown', 1, 'between the last byte and the answer'],
] as const) {
  test(`kill -9 ${what}: ${copies} copy, and the message is ${after}`, async (t) => {
    const ground = await testGround();
    const sink = await startSmtpSink();
    t.after(async () => {
      closeMailConnections(ground);
      await sink.close();
      await ground.close();
    });
    const mailbox = await plantMailbox(ground, sink.port);
    const { messageId } = await plantAnswer(ground, mailbox);
    let child: ChildProcess | undefined;
    sink.behave = async (at: Point): Promise<Behaviour> => {
      if (at !== point || !child) return undefined;
      const dying = child;
      child = undefined;
      const dead = once(dying, 'exit');
      dying.kill('SIGKILL');
      await dead;
      return point === 'answer' ? 'take-and-silence' : 'cut';
    };
    child = deliverElsewhere(ground, messageId);
    const [, signal] = await once(child, 'exit');
    assert.equal(signal, 'SIGKILL');
    ground.clock.advance(leaseMs + second);
    await sweepOutbox(ground);
    await deliver(ground, messageId);
    const row = await ground.db
      .selectFrom('messages')
      .select('delivery')
      .where('id', '=', messageId)
      .executeTakeFirstOrThrow();
    assert.equal(row.delivery, after);
    assert.equal(sink.taken.length, copies);
  });
}
