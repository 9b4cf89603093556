import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createParserPool } from './pool.ts';

const raw = (subject: string) =>
  new Uint8Array(Buffer.from(`From: a@b.example\r\nSubject: ${subject}\r\n\r\nHello ${subject}`));
/** Long enough for a machine under any load; no test waits for it. */
const patience = 10 * 60_000;
const failing = new URL('./samples/failing-worker.ts', import.meta.url);

function subjectOf(result: object): string | undefined {
  return 'subject' in result ? (result.subject as string) : undefined;
}

test('many mails at once come back each to its caller', async () => {
  const pool = createParserPool({ size: 2, deadlineMs: patience });
  try {
    const names = Array.from({ length: 60 }, (_, i) => `mail ${i}`);
    const results = await Promise.all(names.map((name) => pool.parse(raw(name))));
    assert.deepEqual(results.map(subjectOf), names);
  } finally {
    await pool.close();
  }
});

test('bytes are moved into the thread, and attachments back', async () => {
  const pool = createParserPool({ size: 1, deadlineMs: patience });
  try {
    const source = new Uint8Array(
      Buffer.from(
        'From: a@b.example\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=',
      ),
    );
    const result = await pool.parse(source);
    assert.equal(source.byteLength, 0);
    assert.ok('attachments' in result);
    assert.equal(Buffer.from(result.attachments[0]?.content ?? []).toString(), '%PDF-');
  } finally {
    await pool.close();
  }
});

test('a window onto a larger buffer leaves its neighbours alone', async () => {
  const pool = createParserPool({ size: 1, deadlineMs: patience });
  try {
    const all = new Uint8Array(Buffer.concat([raw('first'), Buffer.from('neighbour')]));
    assert.equal(subjectOf(await pool.parse(all.subarray(0, raw('first').length))), 'first');
    assert.equal(Buffer.from(all.subarray(-9)).toString(), 'neighbour');
  } finally {
    await pool.close();
  }
});

test('a thread that hangs is ended at its deadline and replaced; mails before and behind it are read', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const pool = createParserPool({ size: 1, deadlineMs: 3000, workerFile: failing });
  try {
    assert.equal(subjectOf(await pool.parse(raw('one'))), 'one');
    const [hanging, behind] = [pool.parse(raw('hang')), pool.parse(raw('two'))];
    t.mock.timers.tick(3000);
    assert.deepEqual(await hanging, { unreadable: 'reading took longer than 3000 ms' });
    assert.equal(subjectOf(await behind), 'two');
  } finally {
    await pool.close();
  }
});

for (const [subject, reason] of [
  ['crash', /told to crash/],
  ['exit', /stopped/],
  ['eat', /memory/],
] as const) {
  test(`a thread that does "${subject}" is reported and replaced; mails before and behind it are read`, async () => {
    const pool = createParserPool({ size: 1, deadlineMs: patience, memoryMb: 64, workerFile: failing });
    try {
      const [before, bad, after] = await Promise.all([
        pool.parse(raw('one')),
        pool.parse(raw(subject)),
        pool.parse(raw('two')),
      ]);
      assert.equal(subjectOf(before), 'one');
      assert.ok('unreadable' in bad);
      assert.match(bad.unreadable, reason);
      assert.equal(subjectOf(after), 'two');
    } finally {
      await pool.close();
    }
  });
}

test('what a thread takes to start is not counted against the mail it starts for', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  // It says that it can read, and reads, when it is told so.
  const channel = new BroadcastChannel('reader');
  const slow = `import { parentPort } from 'node:worker_threads';
    const channel = new BroadcastChannel('reader');
    parentPort.on('message', () => {});
    channel.onmessage = ({ data }) => parentPort.postMessage(data === 'ready' ? 'ready' : { mail: { subject: 'read' }, safe: null });
    channel.postMessage('here');`;
  const workerFile = new URL(`data:text/javascript,${encodeURIComponent(slow)}`);
  const pool = createParserPool({ size: 1, deadlineMs: 3000, workerFile });
  try {
    const here = new Promise((heard) => {
      channel.onmessage = heard;
    });
    const reading = pool.parse(raw('one'));
    await here;
    t.mock.timers.tick(30_000);
    channel.postMessage('ready');
    channel.postMessage('read');
    assert.equal(subjectOf(await reading), 'read');
  } finally {
    channel.close();
    await pool.close();
  }
});

test('the caller keeps answering while a thread is busy', async () => {
  const pool = createParserPool({ size: 1, deadlineMs: 1500, workerFile: failing });
  try {
    // Each turn is one more thing done meanwhile; a caller that waited would have none.
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    await pool.parse(raw('hang'));
    clearInterval(ticking);
    assert.ok(turns > 0);
  } finally {
    await pool.close();
  }
});

test('closing answers what is under way and refuses what comes later', async () => {
  const pool = createParserPool({ size: 1, deadlineMs: patience, workerFile: failing });
  const hanging = pool.parse(raw('hang'));
  const queued = pool.parse(raw('later'));
  await pool.close();
  assert.ok('unreadable' in (await hanging));
  assert.ok('unreadable' in (await queued));
  assert.ok('unreadable' in (await pool.parse(raw('too late'))));
});
