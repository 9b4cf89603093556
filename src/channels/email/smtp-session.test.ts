import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import { type SmtpSink, startSmtpSink } from '../../../test/servers/smtp-sink.ts';
import type { Sent } from '../sent.ts';
import { SmtpPool } from './smtp-pool.ts';
import { openSession, type Parcel, SessionRefused, type SmtpAccount } from './smtp-session.ts';

let sink: SmtpSink;
beforeEach(async () => {
  sink = await startSmtpSink({ password: 'right' });
});
afterEach(() => sink.close());

const quick = { connect: 300, greeting: 300, command: 300, body: 300 };

const account = (): SmtpAccount => ({
  host: '127.0.0.1',
  port: sink.port,
  security: 'none',
  user: 'support',
  password: 'right',
});

const parcel = (to = ['leila@alder.example'], size = 0): Parcel => ({
  from: 'support@copperfield.example',
  to,
  messageId: '<1@copperfield.example>',
  raw: Buffer.from(
    `Subject: Hello\r\n\r\n.starts with a dot\r\n${'x'
      .repeat(60)
      .concat('\r\n')
      .repeat(size / 62)}`,
  ),
});

/** One whole try over a fresh connection; `handed` counts how often the body was about to be given away. */
async function trySending(what = parcel(), from = account()): Promise<{ sent: Sent; handed: number }> {
  let handed = 0;
  const handOver = async () => {
    handed++;
  };
  try {
    const session = await openSession(from, undefined, quick);
    const sent = await session.send(what, handOver);
    session.close();
    return { sent, handed };
  } catch (error) {
    if (error instanceof SessionRefused) return { sent: { ok: false, error: error.error }, handed };
    throw error;
  }
}

const failed = (sent: Sent) => {
  assert.ok(!sent.ok, 'it was refused');
  return sent.error;
};

test('a message that is taken is taken once, whole, with the leading dot', async () => {
  const { sent, handed } = await trySending();
  assert.ok(sent.ok);
  assert.deepEqual(sent.taken, ['leila@alder.example']);
  assert.match(sent.answer, /queued as TEST/);
  assert.equal(handed, 1);
  assert.equal(sink.taken.length, 1);
  assert.match(sink.taken[0]?.raw ?? '', /^\.starts with a dot/m);
});

for (const [point, reply, retry] of [
  ['connect', '421 4.3.2 Too busy', 'later'],
  ['connect', '554 5.7.1 Go away', 'later'],
  ['auth', '454 4.7.0 Cannot check now', 'later'],
  ['auth', '535 5.7.8 Wrong', 'reauth'],
  ['mail', '451 4.3.0 Try again', 'later'],
  ['mail', '550 5.7.1 Not your address', 'never'],
  ['mail', '530 5.7.0 Sign in first', 'reauth'],
  ['rcpt', '450 4.2.0 Greylisted', 'later'],
  ['rcpt', '550 5.1.1 No such user', 'never'],
  ['answer', '451 4.7.1 Later please', 'later'],
  ['answer', '552 5.3.4 Too big', 'never'],
] as const) {
  test(`${reply} at ${point} means: ${retry}`, async () => {
    sink.behave = (at) => (at === point ? reply : undefined);
    const { sent, handed } = await trySending();
    assert.equal(failed(sent).retry, retry);
    assert.equal(handed, point === 'answer' ? 1 : 0);
    assert.equal(sink.taken.length, 0);
  });
}

for (const point of ['connect', 'auth', 'mail', 'rcpt'] as const) {
  for (const what of ['silence', 'cut'] as const) {
    test(`${what} at ${point} surely sent nothing and is tried later`, async () => {
      sink.behave = (at) => (at === point ? what : undefined);
      const { sent, handed } = await trySending();
      assert.equal(failed(sent).retry, 'later');
      assert.equal(failed(sent).whole, true);
      assert.equal(handed, 0);
    });
  }
}

test('a line cut in the middle of a long body surely sent nothing', async () => {
  sink.behave = (at) => (at === 'body' ? 'cut' : undefined);
  const { sent, handed } = await trySending(parcel(undefined, 30_000_000));
  assert.equal(failed(sent).retry, 'later');
  assert.equal(handed, 1);
  assert.equal(sink.taken.length, 0);
});

for (const what of ['silence', 'cut', 'take-and-silence', 'take-and-cut'] as const) {
  test(`${what} after the final dot leaves the outcome unknown`, async () => {
    sink.behave = (at) => (at === 'answer' ? what : undefined);
    const { sent } = await trySending();
    assert.equal(failed(sent).retry, 'unknown');
  });
}

test('a server that refuses connections is named in words', async () => {
  const { port } = sink;
  await sink.close();
  const { sent } = await trySending(parcel(), { ...account(), port });
  assert.deepEqual(failed(sent), {
    code: 'ECONNREFUSED',
    retry: 'later',
    whole: true,
    text: '127.0.0.1 refuses connections at this port.',
  });
  sink = await startSmtpSink();
});

test('a port that speaks something else is not believed to have taken anything', async () => {
  const server = createServer((socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { sent } = await trySending(parcel(), { ...account(), port });
  assert.equal(failed(sent).retry, 'later');
  server.close();
});

test('TLS that was demanded is never skipped', async () => {
  const { sent } = await trySending(parcel(), { ...account(), security: 'starttls' });
  assert.equal(failed(sent).code, 'TLS');
  assert.equal(sink.taken.length, 0);
});

test('of several recipients each gets its own answer', async () => {
  sink.behave = (at, address) =>
    at !== 'rcpt'
      ? undefined
      : address.startsWith('gone')
        ? '550 5.1.1 No such user'
        : address.startsWith('busy')
          ? '450 4.2.1 Busy'
          : undefined;
  const { sent } = await trySending(
    parcel(['leila@alder.example', 'gone@alder.example', 'busy@alder.example']),
  );
  assert.ok(sent.ok);
  assert.deepEqual(sent.taken, ['leila@alder.example']);
  assert.deepEqual(
    sent.notTaken.map((one) => [one.address, one.error.retry, one.error.code]),
    [
      ['gone@alder.example', 'never', '5.1.1'],
      ['busy@alder.example', 'later', '4.2.1'],
    ],
  );
});

test('nothing of the body leaves when the right to send was lost', async () => {
  const session = await openSession(account(), undefined, quick);
  await assert.rejects(
    session.send(parcel(), async () => {
      throw new Error('somebody else took over');
    }),
    /somebody else took over/,
  );
  assert.equal(sink.taken.length, 0);
  assert.equal(session.usable(), false);
});

test('the pool keeps a connection, and a kept one that died costs no try', async () => {
  const pool = new SmtpPool();
  let handed = 0;
  const send = () =>
    pool.send(account(), parcel(), async () => {
      handed++;
    });
  assert.ok((await send()).ok);
  assert.ok((await send()).ok);
  assert.equal(sink.connections(), 1);
  let cut = true;
  sink.behave = (at) => {
    if (at !== 'mail' || !cut) return undefined;
    cut = false;
    return 'cut';
  };
  assert.ok((await send()).ok);
  assert.equal(sink.connections(), 2);
  assert.equal(handed, 3);
  assert.equal(sink.taken.length, 3);
  pool.close();
});
