import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type DraftBody,
  emptyDraft,
  emptyReply,
  htmlToWords,
  isEmptyDraft,
  putInto,
  readDraft,
  reconcile,
  textToHtml,
} from './draft-body.ts';

const draft = (html: string, savedAt = 1): DraftBody => ({
  ...emptyDraft,
  reply: { ...emptyReply, html },
  savedAt,
});

test('a draft only the server has comes back', () => {
  assert.deepEqual(reconcile(null, draft('<p>a</p>')).body.reply.html, '<p>a</p>');
});

test('what was written without connection wins over nothing and is saved again', () => {
  const found = reconcile({ body: draft('<p>a</p>'), synced: false }, null);
  assert.equal(found.body.reply.html, '<p>a</p>');
  assert.equal(found.save, true);
});

test('a draft that was sent from another device does not come back here', () => {
  assert.ok(isEmptyDraft(reconcile({ body: draft('<p>a</p>'), synced: true }, null).body));
});

test('what another device wrote later replaces what this one had saved', () => {
  const found = reconcile({ body: draft('<p>old</p>', 1), synced: true }, draft('<p>new</p>', 2));
  assert.equal(found.body.reply.html, '<p>new</p>');
  assert.equal(found.other, null);
});

test('two that both changed are both kept: this one shown, the other offered', () => {
  const found = reconcile({ body: draft('<p>here</p>', 3), synced: false }, draft('<p>there</p>', 2));
  assert.equal(found.body.reply.html, '<p>here</p>');
  assert.equal(found.other?.reply.html, '<p>there</p>');
});

test('a kept draft of any shape is read without harm', () => {
  assert.equal(readDraft('nonsense'), null);
  assert.deepEqual(readDraft({ reply: { html: 7, files: 'x' }, mode: 'else' }), emptyDraft);
});

test('what is put back stands before what was written meanwhile, each file once', () => {
  const file = { id: 'f', name: 'a.png', type: 'image/png', size: 1 };
  const half = putInto({ html: '<p>new</p>', files: [file] }, '<p>back</p>', [file]);
  assert.deepEqual(half, { html: '<p>back</p><p>new</p>', files: [file] });
  assert.equal(putInto({ html: '<p></p>', files: [] }, '<p>back</p>', []).html, '<p>back</p>');
});

test('words go into the composer as text and come out again', () => {
  const text = 'Dear <b>Leila</b> & co,\nsecond line\n\nnext paragraph';
  assert.equal(htmlToWords(textToHtml(text)), text);
  assert.equal(
    htmlToWords('<ul><li><p>one</p></li><li><p>two</p></li></ul><p>end</p>'),
    '• one\n\n• two\n\nend',
  );
});
