import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { minute } from '../platform/clock/clock.ts';
import { isQuiet } from './quiet.ts';
import { type Colleague, noticesOffice, ok } from './test-people.ts';

/* Mail for whoever is away: looked at where it is handed to the one job that sends mail of our own. */

let office: Awaited<ReturnType<typeof noticesOffice>>;
let maya: Colleague;
let tom: Colleague;
const offices: (typeof office)[] = [];
beforeEach(async () => {
  office = await noticesOffice();
  offices.push(office);
  [maya, tom] = await Promise.all([office.colleague('Maya Lindt'), office.colleague('Tom Okoro')]);
});
after(() => Promise.all(offices.map((one) => one.at.ground.close())));

type Mail = { to: string; subject: string; text: string };

/** Lets the sweep look after so many minutes; the mails it wrote since the last time. */
async function mailsAfter(minutes: number): Promise<Mail[]> {
  const { ground } = office.at;
  ground.clock.advance(minutes * minute);
  await ground.runReactions();
  const { noticesJobs } = await import('./jobs.ts');
  await noticesJobs.find((job) => job.name === 'notices.mail')?.run(ground, {});
  const { rows } = await sql<{ payload: Mail }>`
    delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier = 'channels.system-mail' returning j.payload`.execute(ground.db);
  return rows.map((row) => row.payload);
}

async function mention(text = 'Please look'): Promise<string> {
  const { conversationId: id } = await office.at.arrives();
  ok(await tom.program.post(`/conversations/${id}/notes`, { text, mentions: [maya.id] }));
  return id;
}

test('whoever is away gets one mail for all that waits, with links and nothing of customers', async () => {
  await mention();
  await mention();
  assert.deepEqual(await mailsAfter(14), [], 'not yet');
  const [mail, ...more] = await mailsAfter(2);
  assert.equal(more.length, 0);
  assert.match(mail?.text ?? '', /Tom Okoro mentioned you in #\d+/);
  assert.match(mail?.text ?? '', /\/inbox\/all\/\d+/);
  assert.doesNotMatch(JSON.stringify(mail), /VAT|Leila|Please look/);
  assert.deepEqual(await mailsAfter(120), [], 'once');
});

test('what customers are called and wrote stands in the mail only by one’s own wish', async () => {
  await maya.settings({ mailContent: true });
  await mention('Please look at the figures');
  const [mail] = await mailsAfter(16);
  assert.match(mail?.text ?? '', /Leila Tanaka: Invoice shows the wrong VAT number/);
  assert.match(mail?.text ?? '', /Please look at the figures/);
});

test('nothing is mailed to whoever is at a desk, has read it, or wants none; and never twice in an hour', async () => {
  const id = await mention();
  await mailsAfter(10);
  ok(await maya.program.post('/notices/here'));
  assert.deepEqual(await mailsAfter(6), [], 'at a desk');
  ok(await maya.program.post('/notices/mark', { conversationId: id }));
  assert.deepEqual(await mailsAfter(30), [], 'read');
  await mention();
  assert.equal((await mailsAfter(16)).length, 1);
  await mention();
  assert.deepEqual(await mailsAfter(20), [], 'the last mail is not an hour ago');
  assert.equal((await mailsAfter(45)).length, 1);
  await maya.settings({ kinds: { mentioned: { mail: false } } });
  await mention();
  assert.deepEqual(await mailsAfter(90), []);
});

test('in quiet hours, in one’s own zone, mail waits until they are over', async () => {
  await maya.settings({ quiet: { from: '08:30', to: '12:00' }, timeZone: 'UTC' });
  await mention();
  assert.deepEqual(await mailsAfter(60), []);
  assert.equal(ok(await maya.program.get('/notice-count')).quiet, true);
  assert.equal((await mailsAfter(150)).length, 1);
});

test('quiet hours go over midnight, and being muted ends by itself', () => {
  const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);
  const night = { mutedUntil: null, quiet: { from: '22:00', to: '07:00' }, timeZone: 'Europe/Vienna' };
  assert.equal(isQuiet(night, at('20:59')), false);
  assert.equal(isQuiet(night, at('21:00')), true, 'an hour ahead of UTC in winter');
  assert.equal(isQuiet(night, at('05:59')), true);
  assert.equal(isQuiet(night, at('06:00')), false);
  const muted = { mutedUntil: at('10:00'), quiet: null, timeZone: 'UTC' };
  assert.equal(isQuiet(muted, at('09:59')), true);
  assert.equal(isQuiet(muted, at('10:00')), false);
});
