import assert from 'node:assert/strict';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { readThreadToken } from '../../conversations/thread-token.ts';
import type { Files } from '../../platform/files/files.ts';
import { secretsOf } from '../../platform/settings/key.ts';
import { Unsayable } from '../channel.ts';
import type { Outgoing } from '../outgoing.ts';
import { compose, messageKey, plainStyle, type Sender, type Style } from './compose.ts';

const secrets = secretsOf([Buffer.alloc(32, 7)]);
const files = { read: async (hash: string) => Buffer.from(`bytes of ${hash}`) } as unknown as Files;
const sender: Sender = {
  address: 'support@copperfield.example',
  ours: ['support@copperfield.example', 'help@copperfield.example'],
  plusAddress: true,
};
const leila = { name: 'Leila Tanaka', address: 'leila.tanaka@alder.example' };

const answer = (change: Partial<Outgoing> = {}): Outgoing => ({
  id: '0192f0c0-0000-7000-8000-000000000001',
  conversation: { id: 'c', number: '4711', subject: 'AW: RE: The kettle leaks' },
  brand: { name: 'Copperfield', signature: 'The Copperfield team' },
  authorName: 'Maya Lindt',
  at: new Date('2026-03-02T10:00:00Z'),
  subject: '',
  text: 'A new seal is on its way.\nSee https://copperfield.example/seal.',
  html: null,
  recipients: { to: [leila], cc: [], bcc: [] },
  automated: null,
  forwarded: false,
  attachments: [],
  before: [{ externalKey: '<first@alder.example>', direction: 'in' }],
  answers: {
    from: leila,
    at: new Date('2026-03-02T09:00:00Z'),
    text: 'It drips.\n\nFrom <b>the</b> handle.',
    externalKey: '<first@alder.example>',
  },
  ...change,
});

async function made(message: Outgoing, from = sender, style: Style = plainStyle) {
  const number = message.forwarded ? null : message.conversation.number;
  const key = messageKey(secrets, message.id, number, from.address);
  const parcel = await compose({ secrets, files }, from, message, key, style);
  const mail = await new PostalMime().parse(parcel.raw);
  const head = parcel.raw.toString('latin1').split('\r\n\r\n')[0] as string;
  return { parcel, mail, head };
}

test('an answer carries brand, thread and token, and its words in two forms', async () => {
  const { mail, parcel } = await made(answer());
  assert.deepEqual(mail.from, { name: 'Copperfield', address: 'support@copperfield.example' });
  assert.equal(mail.subject, 'Re: The kettle leaks');
  assert.equal(mail.inReplyTo, '<first@alder.example>');
  assert.equal(mail.references, '<first@alder.example>');
  assert.match(mail.messageId ?? '', /^<0192f0c0-0000-7000-8000-000000000001\.[^@]+@copperfield\.example>$/);
  const token = /\+([^@]+)@/.exec(mail.replyTo?.[0]?.address ?? '')?.[1] ?? '';
  assert.equal(readThreadToken(secrets, token), '4711');
  assert.equal(
    mail.text?.trim(),
    [
      'A new seal is on its way.\nSee https://copperfield.example/seal.',
      '-- \nThe Copperfield team',
      'On Mon, 2 Mar 2026 at 09:00 UTC, Leila Tanaka <leila.tanaka@alder.example> wrote:\n> It drips.\n>\n> From <b>the</b> handle.',
    ].join('\n\n'),
  );
  assert.match(mail.html ?? '', /<a href="https:\/\/copperfield\.example\/seal">/);
  assert.match(mail.html ?? '', /<blockquote[^>]*>It drips\.<br>/);
  assert.doesNotMatch(mail.html ?? '', /<b>the<\/b>/, 'the customer’s words are text, never markup');
  assert.deepEqual(parcel.to, ['leila.tanaka@alder.example']);
});

test('what is passed on to somebody else carries nothing that leads back', async () => {
  const { mail, head } = await made(
    answer({ forwarded: true, subject: 'Fwd: The kettle', before: [], answers: null }),
  );
  assert.equal(mail.messageId, '<0192f0c0-0000-7000-8000-000000000001@copperfield.example>');
  assert.equal(mail.replyTo, undefined);
  assert.equal(mail.references, undefined);
  assert.equal(mail.subject, 'Fwd: The kettle');
  assert.doesNotMatch(head, /[+.][0-9a-z]{1,13}-[a-z2-7]{20}@/);
});

test('a host without plus-addresses gets no Reply-To', async () => {
  const { mail } = await made(answer(), { ...sender, plusAddress: false });
  assert.equal(mail.replyTo, undefined);
});

test('the first mail of a conversation keeps its subject and quotes nothing', async () => {
  const { mail } = await made(answer({ subject: 'Your order', before: [], answers: null }));
  assert.equal(mail.subject, 'Your order');
  assert.equal(mail.inReplyTo, undefined);
  assert.doesNotMatch(mail.text ?? '', /wrote:/);
});

test('a workspace may show who writes, and leave the quotation out', async () => {
  const { mail } = await made(answer(), sender, { senderName: 'agent', quote: false });
  assert.equal(mail.from?.name, 'Maya Lindt · Copperfield');
  assert.doesNotMatch(mail.text ?? '', /wrote:/);
});

test('people in Bcc receive it and are named nowhere', async () => {
  const hidden = { name: 'Lena Wolf', address: 'lena@copperfield-legal.example' };
  const { parcel } = await made(answer({ recipients: { to: [leila], cc: [], bcc: [hidden] } }));
  assert.deepEqual(parcel.to, ['leila.tanaka@alder.example', hidden.address]);
  assert.doesNotMatch(parcel.raw.toString(), /lena/i);
});

test('each recipient gets one copy, and our own addresses none', async () => {
  const { parcel, mail } = await made(
    answer({
      recipients: {
        to: [leila, { name: '', address: 'help@copperfield.example' }],
        cc: [{ name: 'Again', address: 'Leila.Tanaka@ALDER.example' }],
        bcc: [],
      },
    }),
  );
  assert.deepEqual(parcel.to, ['leila.tanaka@alder.example']);
  assert.equal(mail.cc, undefined);
});

for (const address of [
  'not an address',
  'a@b@c.example',
  'x@y.example\r\nBcc: victim@z.example',
  '<x@y.example>',
  'a,b@y.example',
  '@y.example',
  `${'x'.repeat(65)}@y.example`,
]) {
  test(`${JSON.stringify(address.slice(0, 40))} is no recipient`, async () => {
    await assert.rejects(
      made(answer({ recipients: { to: [leila, { name: '', address }], cc: [], bcc: [] } })),
      Unsayable,
    );
  });
}

test('names and subjects from outside cannot add headers', async () => {
  const evil = 'Hello\r\nBcc: victim@z.example\r\n\r\nbody';
  const { head, parcel } = await made(
    answer({
      subject: evil,
      brand: { name: evil, signature: '' },
      recipients: { to: [{ name: evil, address: leila.address }], cc: [], bcc: [] },
      attachments: [{ name: evil, type: 'text/plain', size: 1, fileHash: 'x', cid: null, inline: false }],
      before: [
        { externalKey: '<a@b>\r\nX-Evil: 1', direction: 'in' },
        { externalKey: '<ok@b.example>', direction: 'in' },
      ],
    }),
  );
  assert.doesNotMatch(head, /^(bcc|x-evil):/im);
  assert.doesNotMatch(parcel.raw.toString().replace(/\r\n[ \t]/g, ' '), /^bcc:/im);
  assert.match(head, /^References: <ok@b\.example>\r?$/m);
});

test('every language and an international domain arrive as written', async () => {
  const { mail, parcel } = await made(
    answer({
      subject: 'Wasserkocher — 湯沸かし器 يتسرب',
      text: 'Grüße, 雪乃, نعم.',
      recipients: { to: [{ name: 'Jürgen Größe', address: 'juergen@bücher.example' }], cc: [], bcc: [] },
    }),
  );
  assert.equal(mail.subject, 'Re: Wasserkocher — 湯沸かし器 يتسرب');
  assert.match(mail.text ?? '', /Grüße, 雪乃, نعم\./);
  assert.deepEqual(mail.to?.[0], { name: 'Jürgen Größe', address: 'juergen@xn--bcher-kva.example' });
  assert.deepEqual(parcel.to, ['juergen@xn--bcher-kva.example']);
  assert.ok(
    parcel.raw.every((byte) => byte < 128),
    'nothing but ASCII on the wire',
  );
});

test('a picture stands in its place and a file hangs below', async () => {
  const { mail } = await made(
    answer({
      html: '<p>Look: <img src="cid:seal"></p><img data-remote-src="https://copperfield.example/x.png">',
      attachments: [
        { name: 'seal.png', type: 'image/png', size: 9, fileHash: 'seal', cid: 'seal', inline: true },
        {
          name: 'Anleitung für Dichtung.pdf',
          type: 'application/pdf',
          size: 9,
          fileHash: 'pdf',
          cid: null,
          inline: false,
        },
      ],
    }),
  );
  assert.match(mail.html ?? '', /src="cid:seal"/);
  assert.match(mail.html ?? '', / src="https:\/\/copperfield\.example\/x\.png"/);
  assert.deepEqual(
    mail.attachments.map(({ filename, mimeType, disposition, contentId }) => [
      filename,
      mimeType,
      disposition,
      contentId,
    ]),
    [
      ['seal.png', 'image/png', 'inline', '<seal>'],
      ['Anleitung für Dichtung.pdf', 'application/pdf', 'attachment', undefined],
    ],
  );
  assert.equal(Buffer.from(mail.attachments[1]?.content as ArrayBuffer).toString(), 'bytes of pdf');
});

test('References stays bounded, with the first and the latest', async () => {
  const before = Array.from({ length: 50 }, (_, n) => ({
    externalKey: `<m${n}@alder.example>`,
    direction: 'in' as const,
  }));
  const { mail } = await made(answer({ before }));
  const ids = (mail.references ?? '').split(/\s+/);
  assert.equal(ids.length, 20);
  assert.equal(ids[0], '<m0@alder.example>');
  assert.equal(ids.at(-1), '<m49@alder.example>');
});

test('only automatic mail says that it is automatic; all of it knows itself when it comes back', async () => {
  const written = await made(answer());
  assert.doesNotMatch(written.head, /^Auto-Submitted:/im);
  assert.match(written.head, /^X-Rapport-Loop: \S+/im);
  const automatic = await made(answer({ automated: 'auto-replied' }));
  assert.match(automatic.head, /^Auto-Submitted: auto-replied\r?$/im);
  assert.match(automatic.head, /^X-Auto-Response-Suppress: All\r?$/im);
});

test('nobody to send to, or files beyond measure, is said in words', async () => {
  await assert.rejects(made(answer({ recipients: { to: [], cc: [], bcc: [] } })), /nobody to send this to/);
  const big = { name: 'x', type: 'a/b', size: 60 * 1024 * 1024, fileHash: 'x', cid: null, inline: false };
  await assert.rejects(made(answer({ attachments: [big] })), /larger than 50 MB/);
});
