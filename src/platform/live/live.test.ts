// Over 250 lines because it is one connection's life, from the first frame to the last.
import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { after, before, test } from 'node:test';
import { Desk, liveWorld } from '../../../test/live-world.ts';
import { newId } from '../ids.ts';
import { limits } from './frames.ts';

let world: Awaited<ReturnType<typeof liveWorld>>;
const [support, billing] = [newId(), newId()];
const [maya, tom, lena] = [newId(), newId(), newId()];

before(async () => {
  world = await liveWorld();
  world.rights.set(maya, new Set([support, billing]));
  world.rights.set(tom, new Set([support]));
});
after(() => world.close());

test('what happened reaches a desk as ids and numbers, never its content', async () => {
  const desk = world.desk(maya);
  await desk.hello();
  const conversationId = newId();
  await world.happen('conversation.replied', support, { conversationId, version: 4 });
  assert.deepEqual(await desk.items((items) => items.length > 0), [
    {
      kind: 'conversation.replied',
      conversation: conversationId,
      inbox: support,
      version: 4,
      by: '00000000-0000-7000-8000-00000000000a',
    },
  ]);
  desk.socket.close();
});

test('a desk hears only of inboxes it may see, live and replayed', async () => {
  const [desk, other] = [world.desk(tom), world.desk(maya)];
  const from = await desk.hello();
  await other.hello();
  await world.happen('test.hidden', billing);
  await world.happen('test.shown', support);
  await other.items((items) => items.length === 2);
  const heard = await desk.items((items) => items.length > 0);
  assert.deepEqual(
    heard.map(({ kind }) => kind),
    ['test.shown'],
  );
  const again = world.desk(tom);
  await again.hello(from);
  const replayed = await again.items((items) => items.length > 0);
  assert.deepEqual(
    replayed.map(({ kind }) => kind),
    ['test.shown'],
  );
  for (const { socket } of [desk, other, again]) socket.close();
});

test('nothing is said before hello, and to whoever signed out meanwhile only goodbye', async () => {
  const quiet = world.desk(maya);
  await quiet.opened;
  await world.happen('test.early', support);
  const witness = world.desk(maya);
  await witness.hello();
  await world.happen('test.early', support);
  await witness.next('events');
  assert.deepEqual(quiet.frames, []);
  await assert.rejects(world.desk('nobody').opened, /401/, 'a stranger opens nothing');
  const late = newId();
  world.rights.set(late, new Set([support]));
  const leaving = world.desk(late);
  await leaving.opened;
  world.rights.delete(late);
  leaving.send({ is: 'hello', from: null });
  assert.equal((await leaving.next('bye')).reason, 'signed-out');
  assert.equal(await leaving.closed, 1008);
  assert.equal(leaving.frames.length, 1);
  quiet.socket.close();
  witness.socket.close();
});

test('a frame that is not of the protocol ends the connection and is answered by nothing else', async () => {
  const wrong: unknown[] = [
    { is: 'sessions' },
    { is: 'hello', from: null, admin: true },
    { is: 'hello' },
    { is: 'presence', conversation: newId(), state: 'viewing' },
    '__proto__',
    '[]',
    '',
    Buffer.from('{"is":"hello","from":null}'),
  ];
  for (const frame of wrong) {
    const desk = world.desk(maya);
    await desk.opened;
    desk.send(frame);
    await desk.closed;
    assert.deepEqual(desk.frames, [{ is: 'bye', reason: 'bad-frame' }], String(frame));
  }
  const twice = world.desk(maya);
  await twice.hello();
  twice.send({ is: 'hello', from: null });
  assert.equal((await twice.next('bye')).reason, 'bad-frame');
});

test('a frame that is too large and too many frames end the connection', async () => {
  const large = world.desk(maya);
  await large.opened;
  large.send({ is: 'hello', from: 'x'.repeat(5_000) });
  assert.equal(await large.closed, 1009);
  const fast = world.desk(maya);
  await fast.hello();
  for (let n = 0; n < 30; n++) fast.send({ is: 'presence', conversation: newId(), state: 'viewing' });
  assert.equal((await fast.next('bye')).reason, 'too-fast');
});

test('sockets from other sites, or with a cookie and no origin, are refused before they open', async () => {
  const opening = (headers: Record<string, string>, path?: string) =>
    new Desk(world.port, { 'x-agent': maya, ...headers }, path).opened;
  await assert.rejects(opening({ origin: 'https://evil.example' }), /403/);
  await assert.rejects(opening({ origin: 'null', cookie: 'a=b' }), /403/);
  await assert.rejects(opening({ cookie: 'session=1' }), /403/);
  await assert.rejects(opening({}, '/elsewhere'), /404/);
  const said = await new Promise<string>((done) => {
    const socket = createConnection(world.port, '127.0.0.1');
    socket.once('data', (data) => done(String(data)));
    socket.write(handshake.replace('/live', '//'));
  });
  assert.match(said, /^HTTP\/1.1 404/, 'an address that is none ends nothing but its request');
  const own = world.desk(maya, { origin: `http://127.0.0.1:${world.port}`, cookie: 'session=1' });
  await own.hello();
  own.socket.close();
});

/** What a browser writes to open a socket, by a client that then says nothing. */
const handshake = [
  'GET /live HTTP/1.1',
  'Host: here',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '\r\n',
].join('\r\n');

test('thousands of silent strangers take no place from anybody', async () => {
  const refused: number[] = [];
  const knock = () =>
    new Promise<void>((done) => {
      const socket = createConnection(world.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.once('data', (said) => refused.push(Number(String(said).split(' ')[1])));
      socket.once('close', () => done());
      socket.write(handshake);
    });
  // Each batch stays as long as it is let; none is read from or written to again.
  for (let batch = 0; batch < 13; batch++) await Promise.all(Array.from({ length: 200 }, knock));
  assert.deepEqual([...new Set(refused)], [401]);
  assert.equal(refused.length, 2_600);
  const desk = world.desk(maya);
  await desk.hello();
  desk.socket.close();
});

test('silent sockets of one address are bounded, and keep nobody at another out', async () => {
  const from = (ip: string) => ({ 'x-forwarded-for': ip });
  const silent = Array.from({ length: limits.silentOfAddress }, () => world.desk(maya, from('203.0.113.7')));
  await Promise.all(silent.map((desk) => desk.opened));
  await assert.rejects(world.desk(maya, from('203.0.113.7')).opened, /503/);
  const elsewhere = world.desk(maya, from('198.51.100.9'));
  await elsewhere.hello();
  // A place is free again as soon as one of them speaks or goes.
  await silent[0]?.hello();
  const next = world.desk(maya, from('203.0.113.7'));
  await next.hello();
  for (const { socket } of [...silent, elsewhere, next]) socket.terminate();
});

test('too much missed, a cursor from a future that was restored away, and nonsense say reset', async () => {
  const desk = world.desk(maya);
  const from = await desk.hello();
  await world.flood(1_500, support);
  await desk.items((items) => items.length === 1_500);
  const latest = desk.cursor as string;
  const future = `${BigInt(latest.split('.')[0] ?? 0) + 1_000_000n}.1`;
  for (const word of [from, future, 'nonsense', '0.0']) {
    const late = world.desk(maya);
    await late.hello(word);
    assert.equal((await late.next('reset')).cursor, latest, word);
    assert.equal(late.frames.length, 2, 'ready and reset, nothing replayed');
    late.socket.close();
  }
  const late = world.desk(maya);
  await late.hello(future);
  await late.next('reset');
  await world.happen('test.after-reset', support);
  assert.equal((await late.next('events')).items?.[0]?.kind, 'test.after-reset');
  for (const { socket } of [desk, late]) socket.close();
});

test('rights taken away are gone from the next event on; rights given are there', async () => {
  const [desk, witness] = [world.desk(lena), world.desk(maya)];
  world.rights.set(lena, new Set([support]));
  await desk.hello();
  await witness.hello();
  await world.happen('test.one', support);
  await desk.items((items) => items.length === 1);
  world.rights.set(lena, new Set([billing]));
  await world.happen('staff.access-changed', null, { agentId: lena });
  await world.happen('test.taken', support);
  await world.happen('test.given', billing);
  const heard = await desk.items((items) => items.some(({ kind }) => kind === 'test.given'));
  assert.deepEqual(
    heard.map(({ kind }) => kind),
    ['test.one', 'staff.access-changed', 'test.given'],
  );

  world.rights.delete(lena);
  await world.happen('staff.session-ended', null, { agentId: lena });
  assert.equal((await desk.next('bye')).reason, 'signed-out');
  await desk.closed;
  witness.socket.close();
});

test('colleagues see who looks at and answers a conversation they may see, and nobody else does', async () => {
  world.rights.set(lena, new Set([billing]));
  const conversation = newId();
  await world.happen('conversation.opened', support, { conversationId: conversation });
  const [one, two, outsider] = [world.desk(maya), world.desk(tom), world.desk(lena)];
  for (const desk of [one, two, outsider]) await desk.hello();
  one.send({ is: 'presence', conversation, state: 'replying', typing: true });
  assert.deepEqual((await two.next('presence')).agents, [{ id: maya, state: 'replying', typing: true }]);
  two.send({ is: 'presence', conversation, state: 'viewing' });
  const both = [
    { id: maya, state: 'replying', typing: true },
    { id: tom, state: 'viewing', typing: false },
  ];
  assert.deepEqual((await two.next('presence')).agents, both);

  const late = world.desk(tom);
  await late.hello();
  assert.deepEqual((await late.next('presence')).agents, both, 'who comes later is told');
  outsider.send({ is: 'presence', conversation, state: 'viewing' });
  one.socket.terminate();
  assert.deepEqual((await late.next('presence')).agents, [{ id: tom, state: 'viewing', typing: false }]);
  two.send({ is: 'presence', conversation, state: 'gone' });
  assert.deepEqual((await late.next('presence')).agents, []);

  await world.happen('test.last', billing);
  await outsider.next('events');
  assert.ok(!outsider.frames.some(({ is }) => is === 'presence'));
  for (const { socket } of [two, late, outsider]) socket.close();
});

test('a reader that does not read is dropped, and the others go on', async () => {
  const [slow, fine] = [world.desk(maya), world.desk(maya)];
  await slow.hello();
  await fine.hello();
  const before = world.live.count();
  slow.socket.pause();
  let sent = 0;
  while (world.live.count() === before) {
    await world.flood(500, support);
    sent += 500;
    await fine.items((items) => items.length === sent);
    assert.ok(sent < 200_000, 'still not dropped');
  }
  slow.socket.terminate();
  fine.socket.close();
});

test('on restart everyone is told to come back, not all at once', async () => {
  const ending = await liveWorld();
  ending.rights.set(maya, new Set([support]));
  const desks = Array.from({ length: 200 }, () => ending.desk(maya));
  await Promise.all(desks.map((desk) => desk.hello()));
  const closing: number[] = [];
  for (const desk of desks) void desk.closed.then(() => closing.push(performance.now()));
  const codes = Promise.all(desks.map((desk) => desk.closed));
  await ending.close();
  assert.ok((await codes).every((code) => code === 1012));
  assert.ok(desks.every(({ frames }) => frames.at(-1)?.reason === 'restart'));
  assert.ok(Math.max(...closing) - Math.min(...closing) > 100, 'spread over 400 ms');
});
