import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readArchive } from '../../src/platform/backup/archive.ts';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';

const mail = (number: number) =>
  [
    'From: Kofi Byrne <kofi.byrne@birch.example>',
    'To: support@copperfield.example',
    `Date: Tue, ${10 + number} Mar 2020 09:00:00 +0000`,
    `Message-ID: <old-${number}@birch.example>`,
    `Subject: Lantern number ${number}`,
    '',
    `The lantern ${number} flickers.`,
    '',
  ].join('\n');

test('old mail is brought in from a file and a folder, and everything is taken out again', async (t) => {
  const office = await openOffice(t);
  const folder = await mkdtemp(path.join(tmpdir(), 'rapport-old-mail-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const mbox = path.join(folder, 'Old mail.mbox');
  await writeFile(mbox, [1, 2, 3].map((n) => `From - Tue Mar 10 09:00:00 2020\n${mail(n)}\n`).join(''));
  const maildir = path.join(folder, 'Maildir');
  for (const one of ['cur', 'new', 'tmp']) await mkdir(path.join(maildir, one), { recursive: true });
  await writeFile(path.join(maildir, 'cur', '1.host:2,S'), mail(3));
  await writeFile(path.join(maildir, 'new', '2.host'), mail(4));
  await writeFile(path.join(maildir, 'cur', '3.host:2,ST'), mail(5));

  const dana = await office.desk('dana', { acceptDownloads: true });
  await dana.goto(`${office.server.url}/settings/archives`);
  await dana.getByText('Nothing brought in yet').waitFor();
  await assertBothThemes(dana, 'nothing brought in');

  await dana.locator('input[type=file]').first().setInputFiles(mbox);
  const lines = dana.getByRole('list', { name: 'Brought in so far' });
  await lines.getByText('3 mails brought in').waitFor();
  await dana.locator('input[type=file]').last().setInputFiles(maildir);
  await lines.getByText('1 mail brought in, 1 here before').waitFor();
  await assertBothThemes(dana, 'archives brought in');

  const found = await office.api<{ items: unknown[] }>('GET', '/search?q=flickers');
  assert.equal(found.items.length, 4, 'each mail once; what was in the trash stayed there');
  const open = await office.api<{ items: unknown[] }>('GET', '/conversations?view=open');
  assert.deepEqual(open.items, [], 'the past asks for no work');
  assert.deepEqual(office.sent(), [], 'and nobody is written to');

  await dana.goto(`${office.server.url}/settings/export`);
  await dana.getByRole('heading', { level: 1, name: 'Export everything' }).waitFor();
  await assertBothThemes(dana, 'the page of exports');
  const [download] = await Promise.all([
    dana.waitForEvent('download'),
    dana.getByRole('button', { name: 'Make an export' }).click(),
  ]);
  const file = path.join(folder, 'export.tar.gz');
  await download.saveAs(file);
  const names: string[] = [];
  let words = '';
  for await (const { name, body } of readArchive(createReadStream(file))) {
    names.push(name);
    for await (const part of body)
      if (name.startsWith('tables/messages/')) words += Buffer.from(part).toString();
  }
  assert.equal(names.at(-1), 'about.json', 'it is whole');
  assert.equal(words.trim().split('\n').length, 4);
  assert.match(words, /The lantern 4 flickers/);
});
