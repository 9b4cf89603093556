import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { dkimSign } from 'mailauth';
import { createResolver, type Resolve } from './resolver.ts';
import { judgeTrust, type TrustInput } from './trust.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** A DNS that knows what it is told and says "no such name" to all else. */
const zone =
  (records: Record<string, string>): Resolve =>
  async (name, type) => {
    const found = type === 'TXT' ? records[name.toLowerCase()] : undefined;
    if (found === undefined) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    return [[found]];
  };

const dkim = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`;
const strict = {
  '_dmarc.alder.example': 'v=DMARC1; p=reject',
  's1._domainkey.alder.example': dkim,
  'alder.example': 'v=spf1 ip4:203.0.113.7 -all',
};

const plain = Buffer.from(
  'From: Leila Tanaka <leila.tanaka@alder.example>\r\nTo: support@copperfield.example\r\nSubject: Hello\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\nMessage-ID: <1@alder.example>\r\n\r\nGood morning.\r\n',
);
async function signed(domain = 'alder.example'): Promise<Buffer> {
  const { signatures } = await dkimSign(plain, {
    canonicalization: 'relaxed/relaxed',
    signatureData: [{ signingDomain: domain, selector: 's1', privateKey }],
    // Its types say otherwise, but what signs is the list.
  } as unknown as Parameters<typeof dkimSign>[1]);
  return Buffer.concat([Buffer.from(signatures), plain]);
}
const peer = (ip: string) => ({ ip, helo: 'mail.alder.example', mailFrom: 'leila.tanaka@alder.example' });
const judge = (rest: Partial<TrustInput>, resolve: Resolve) =>
  judgeTrust({ raw: plain, fromDomain: 'alder.example', results: [], authserv: null, ...rest }, resolve);

test('a mail signed by its own domain is verified, a changed one is not', async () => {
  const raw = await signed();
  assert.equal(await judge({ raw }, zone(strict)), 'verified');
  const changed = Buffer.from(raw.toString().replace('Good morning', 'Send money'));
  assert.equal(await judge({ raw: changed }, zone(strict)), 'unverified');
});

test('a mail signed by another domain says nothing about its sender', async () => {
  const raw = await signed('elsewhere.example');
  assert.equal(
    await judge({ raw }, zone({ ...strict, 's1._domainkey.elsewhere.example': dkim })),
    'unverified',
  );
});

test('a forged sender fails where the domain asks for refusal, and is only unverified where it does not', async () => {
  assert.equal(await judge({ peer: peer('198.51.100.66') }, zone(strict)), 'failed');
  assert.equal(
    await judge(
      { peer: peer('198.51.100.66') },
      zone({ ...strict, '_dmarc.alder.example': 'v=DMARC1; p=none' }),
    ),
    'unverified',
  );
  assert.equal(await judge({ peer: peer('198.51.100.66') }, zone({})), 'unverified');
});

test('the right server is enough by SPF, at a public address and not at one of our own network', async () => {
  assert.equal(await judge({ peer: peer('203.0.113.7') }, zone(strict)), 'verified');
  assert.equal(await judge({ peer: peer('::ffff:203.0.113.7') }, zone(strict)), 'verified');
  const asked: string[] = [];
  const listening: Resolve = async (name, type) => {
    asked.push(name);
    return zone(strict)(name, type);
  };
  assert.equal(await judge({ peer: peer('10.0.0.5') }, listening), 'unverified');
  assert.deepEqual(asked, [], 'nothing is asked that could not tell anything');
});

test("the mail host's own finding is believed under its own name only, and only on top", async () => {
  const said = (id: string, rest = 'dmarc=pass header.from=alder.example') =>
    `${id}; spf=pass smtp.mailfrom=alder.example; ${rest}`;
  const none = zone({});
  const authserv = 'mx.google.com';
  assert.equal(await judge({ results: [said('mx.google.com')], authserv }, none), 'verified');
  assert.equal(
    await judge(
      { results: [said('mx.google.com', 'dmarc=fail (p=REJECT) header.from=alder.example')], authserv },
      none,
    ),
    'failed',
  );
  assert.equal(await judge({ results: [said('mx.evil.example')], authserv }, none), 'unverified');
  assert.equal(
    await judge({ results: ['mx.evil.example; none', said('mx.google.com')], authserv }, none),
    'unverified',
  );
  assert.equal(await judge({ results: [said('mx.google.com')], authserv: null }, none), 'unverified');
  assert.equal(
    await judge({ results: ['mx.google.com; dkim=pass header.d=evil.example'], authserv }, none),
    'unverified',
  );
});

test('a silent network never holds mail up for more than a few seconds, and is not asked again and again', async () => {
  const raw = await signed();
  const begun = performance.now();
  assert.equal(await judge({ raw }, () => new Promise(() => {})), 'unverified');
  assert.ok(performance.now() - begun < 6_000);

  let asked = 0;
  let now = 0;
  const away: Resolve = async () => {
    asked++;
    throw Object.assign(new Error('timeout'), { code: 'ETIMEOUT' });
  };
  const resolve = createResolver(away, () => now);
  for (let n = 0; n < 20; n++) await resolve(`a${n}.example`, 'TXT').catch(() => {});
  assert.equal(asked, 3);
  now += 31_000;
  await resolve('b.example', 'TXT').catch(() => {});
  assert.equal(asked, 4, 'after half a minute it is tried again');
});

test('answers are kept, also that there is none', async () => {
  let asked = 0;
  const resolve = createResolver(
    async (name, type) => {
      asked++;
      return zone(strict)(name, type);
    },
    () => 0,
  );
  for (let n = 0; n < 3; n++) {
    assert.deepEqual(await resolve('alder.example', 'TXT'), [[strict['alder.example']]]);
    await assert.rejects(resolve('nobody.example', 'TXT'));
  }
  assert.equal(asked, 2);
});
