import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { Refusal } from '../http/errors.ts';
import { guardedAddresses, guardedConnect, guardedFetch } from './guard.ts';
import { NetAllow, netRules } from './rules.ts';

let server: Server;
let port: number;
const asked: string[] = [];

before(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/redirect') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    else if (request.url === '/large') response.end('x'.repeat(100_000));
    else if (request.url === '/endless') response.write('x');
    else {
      const parts: Buffer[] = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () =>
        response.setHeader('x-host', request.headers.host ?? '').end(`got ${Buffer.concat(parts)}`),
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const rules = netRules();
const local = netRules(['127.0.0.0/8']);
const refused = (code: string, reason?: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.code, code);
  if (reason) assert.equal((error.data as { reason: string }).reason, reason, error.message);
  return true;
};

/** Ways to write an address in our own network. Half of them pass a check of the text alone. */
const spellings = [
  ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '0x7f.0.0.1', '127.0.0.1.'],
  ...['localhost', 'LOCALHOST', '127.255.255.254', '0', '0.0.0.0', '0x0', '10.0.0.1', '10.1', '167772161'],
  ...['172.16.0.1', '172.31.255.255', '192.168.1.1', '192.168.257', '100.64.0.1', '169.254.169.254'],
  ...[
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '240.0.0.1',
  ],
  ...['::1', '[::1]', '0:0:0:0:0:0:0:1', '::', '[::]', '::ffff:127.0.0.1', '::ffff:7f00:1', '[::ffff:a00:1]'],
  ...[
    '::127.0.0.1',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
  ],
  ...[
    'fe80::1',
    'fe80::1%lo',
    'fec0::1',
    'fc00::1',
    'fd12:3456::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    '100::1',
  ],
  ...['2001::7f00:1', '::ffff:0:127.0.0.1', '100.100.100.200', '192.0.0.192'],
];

test('no spelling of an address in our own network is let through', async () => {
  const turnedAway = (error: unknown) =>
    refused('CANNOT_CONNECT')(error) &&
    ['private', 'never', 'not-found'].includes(((error as Refusal).data as { reason: string }).reason);
  for (const host of spellings) {
    await assert.rejects(guardedAddresses(host, { rules }), turnedAway, host);
    await assert.rejects(guardedConnect(host, port, { rules }), turnedAway, host);
    const url = URL.parse(
      `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}/`,
    );
    if (url) await assert.rejects(guardedFetch(url, { rules }), turnedAway, host);
  }
  for (const url of [
    'http://１２７.０.０.１/',
    'http://127。0。0。1/',
    'http://%31%32%37.0.0.1/',
    'http:127.0.0.1/',
    'http:/\\127.0.0.1',
  ]) {
    await assert.rejects(guardedFetch(url, { rules }), refused('CANNOT_CONNECT', 'private'), url);
  }
  assert.deepEqual(asked, []);
});

test('a name that leads into our network is refused, whatever else it leads to is used', async () => {
  const inward = { rules, resolve: async () => [{ address: '10.0.0.5', family: 4 }] };
  await assert.rejects(guardedFetch('https://rebind.example/', inward), refused('CANNOT_CONNECT', 'private'));
  const both = [
    { address: '127.0.0.1', family: 4 },
    { address: '93.184.215.14', family: 4 },
  ];
  assert.deepEqual(await guardedAddresses('both.example', { rules, resolve: async () => both }), [both[1]]);
});

test('a name is looked up once; a second answer has no chance', async () => {
  let lookups = 0;
  const resolve = async () => [{ address: lookups++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
  const answer = await guardedFetch(`http://changing.example:${port}/`, { rules: local, resolve });
  assert.equal(answer.status, 200);
  assert.equal(lookups, 1);
});

test('public addresses are allowed as they are, and through the translations of IPv6', () => {
  for (const address of [
    '93.184.215.14',
    '2606:2800:21f:cb07::1',
    '::ffff:93.184.215.14',
    '64:ff9b::5db8:d70e',
    '2002:5db8:d70e::1',
  ]) {
    assert.equal(rules.judge('x.example', address), 'allowed', address);
  }
});

test('an owner allows ranges, addresses or names; what must never be reached stays so', async () => {
  assert.equal(netRules(['10.0.0.0/8']).judge('mail.intern', '10.4.5.6'), 'allowed');
  assert.equal(netRules(['10.0.0.0/8']).judge('mail.intern', '::ffff:10.4.5.6'), 'allowed');
  assert.equal(netRules(['10.4.5.6']).judge('mail.intern', '10.4.5.7'), 'private');
  assert.equal(netRules(['fd12::/16']).judge('mail.intern', 'fd12::7'), 'allowed');
  assert.equal(netRules(['mail.intern']).judge('MAIL.intern.', '192.168.0.9'), 'allowed');
  assert.equal(netRules(['mail.intern']).judge('evil.example', '192.168.0.9'), 'private');
  const everything = netRules(['0.0.0.0/0', '::/0', 'x.example']);
  for (const address of [
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    'nonsense',
    '',
  ]) {
    assert.equal(everything.judge('x.example', address), 'never', address);
  }
  assert.equal(NetAllow.safeParse(['10.0.0.0/99']).success, false);
  assert.equal(NetAllow.safeParse(['10.0.0.0/8', 'mail.intern', '::1']).success, true);
  await assert.rejects(guardedAddresses('10.0.0.1', { rules }), /private network\. Allow it in Settings/);
});

test('an allowed request arrives with its body and its own Host, and the answer comes back', async () => {
  const answer = await guardedFetch(`http://localhost:${port}/hook`, {
    rules: local,
    method: 'POST',
    body: 'hello',
    headers: { host: 'metadata.internal', 'content-type': 'text/plain' },
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  });
  assert.equal(answer.body.toString(), 'got hello');
  assert.equal(answer.headers.get('x-host'), `localhost:${port}`);
});

test('a redirect is an answer and is not followed', async () => {
  const { status } = await guardedFetch(`http://127.0.0.1:${port}/redirect`, { rules: local });
  assert.equal(status, 302);
});

test('too much, too slow, refused and unknown are each said in words', async () => {
  const url = `http://127.0.0.1:${port}`;
  await assert.rejects(
    guardedFetch(`${url}/large`, { rules: local, maxBytes: 50_000 }),
    refused('TOO_LARGE'),
  );
  await assert.rejects(
    guardedFetch(`${url}/endless`, { rules: local, timeoutMs: 80 }),
    /did not answer in time/,
  );
  const slowNames = { rules: local, timeoutMs: 50, resolve: () => new Promise<never>(() => {}) };
  await assert.rejects(guardedFetch('http://slow.example', slowNames), /did not answer in time/);
  await assert.rejects(guardedFetch('http://127.0.0.1:1/', { rules: local }), /refused the connection/);
  await assert.rejects(guardedConnect('127.0.0.1', 1, { rules: local }), /refused the connection/);
  await assert.rejects(
    guardedFetch('http://nowhere.example', { rules, resolve: async () => [] }),
    /no server called/,
  );
  for (const bad of ['ftp://x.example', 'file:///etc/passwd', 'https://a:b@x.example', 'x', 'gopher://x']) {
    await assert.rejects(guardedFetch(bad, { rules }), refused('BAD_INPUT'), bad);
  }
});

test('a guarded connection can be talked over', async () => {
  const socket = await guardedConnect('127.0.0.1', port, { rules: local });
  const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  socket.write('GET /raw HTTP/1.1\r\nHost: x\r\n\r\n');
  assert.match(await answer, /^HTTP\/1\.1 200/);
  socket.destroy();
});
