import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detect } from './detect.ts';
import { baseAddress } from './door-addresses.ts';
import { mailKey } from './mail-key.ts';
import { parseMail } from './parse/parse.ts';
import { candidateTokens } from './tokens.ts';

const token = 'k3-abcdefghij2345672345';

test('tokens are found in plus-addresses, wherever a host writes them, and in our Message-IDs', async () => {
  const mail = await parseMail(
    Buffer.from(
      `From: a@b.example\r\nTo: Support+${token.toUpperCase()}@copperfield.example\r\nDelivered-To: support+z9-abcdefghij2345672346@copperfield.example\r\nReferences: <0197a000-0000-7000-8000-000000000001.q1-abcdefghij2345672347@copperfield.example> <other@b.example>\r\n\r\nHi\r\n`,
    ),
  );
  assert.deepEqual(
    new Set(candidateTokens(mail, ['support+e5-abcdefghij2345672345@copperfield.example'])),
    new Set([token, 'z9-abcdefghij2345672346', 'q1-abcdefghij2345672347', 'e5-abcdefghij2345672345']),
  );
});

test('ordinary plus-addresses and names hold no token', async () => {
  const mail = await parseMail(
    Buffer.from(
      'From: a@b.example\r\nTo: support+newsletter@copperfield.example\r\nIn-Reply-To: <abc.def@b.example>\r\n\r\nHi\r\n',
    ),
  );
  assert.deepEqual(candidateTokens(mail, ['support+sale-2026@copperfield.example']), []);
});

test('a mail has one key whatever lines relays put on top and however its lines end', () => {
  const mail = 'From: a@b.example\nSubject: Hello\n there\nMessage-ID: <1@b.example>\n\nWords.\n';
  const key = mailKey(Buffer.from(mail));
  assert.match(key, /^<1@b\.example> /);
  assert.equal(mailKey(Buffer.from(mail.replace(/\n/g, '\r\n'))), key);
  assert.equal(
    mailKey(Buffer.from(`Return-Path: <a@b.example>\nReceived: from x\n by y\nX-Spam: no\n${mail}\n`)),
    key,
  );
  for (const other of [
    mail.replace('Words', 'Other words'),
    mail.replace('Hello', 'Good bye'),
    mail.replace('<1@', '<2@'),
    mail.replace('a@b', 'c@b'),
  ]) {
    assert.notEqual(mailKey(Buffer.from(other)), key);
  }
  assert.ok(mailKey(Buffer.from('no headers at all')).length > 10);
  assert.ok(mailKey(Buffer.alloc(0)).length > 10);
});

test('the address behind a plus-address', () => {
  assert.equal(baseAddress('Support+abc@Copperfield.Example'), 'support@copperfield.example');
  assert.equal(baseAddress('+abc@copperfield.example'), '+abc@copperfield.example');
  assert.equal(baseAddress('support@a+b.example'), 'support@a+b.example');
});

test('servers are guessed by table, by who takes the mail, by SRV, and without any network', async () => {
  const away = async () => Promise.reject(Object.assign(new Error('away'), { code: 'ETIMEOUT' }));
  const gmail = await detect('dana@gmail.com', away);
  assert.equal(gmail.imap.host, 'imap.gmail.com');
  assert.match(gmail.advice ?? '', /app password/);
  const hosted = await detect('dana@copperfield.example', async (_name, type) =>
    type === 'MX'
      ? ([{ exchange: 'copperfield-example.mail.protection.outlook.com', priority: 0 }] as never)
      : away(),
  );
  assert.deepEqual([hosted.found, hosted.provider], ['mx', 'Microsoft']);
  const own = await detect('dana@copperfield.example', async (name, type) =>
    type === 'SRV' && name.startsWith('_imaps.')
      ? ([{ name: 'mail.copperfield.example', port: 993, priority: 0 }] as never)
      : away(),
  );
  assert.deepEqual([own.found, own.imap.host], ['srv', 'mail.copperfield.example']);
  assert.deepEqual((await detect('dana@copperfield.example', away)).found, 'guess');
});
