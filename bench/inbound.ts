import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { connectEmail } from '../src/channels/connect-channel.ts';
import { connect } from '../src/platform/db/connect.ts';
import { socketFolder } from '../src/platform/db/embedded/socket-folder.ts';
import type { Tables } from '../src/platform/db/tables.ts';
import { transact } from '../src/platform/db/transact.ts';
import { bySystem } from '../src/platform/events/record.ts';
import { loadSecrets } from '../src/platform/settings/key.ts';
import { startRapport } from '../test/running.ts';
import { type SmtpTalk, smtpTalk } from '../test/servers/smtp-client.ts';
import { type Row, report } from './figures.ts';
import { bareRate } from './inbound-bare.ts';
import { type BenchMail, benchMails } from './inbound-mails.ts';
import { processorTime } from './process-tree.ts';
import { seed } from './seed.ts';

const mails = 2_000;
const warmUp = 200;
const connections = 4;
const filled = 100_000;
const to = 'support@copperfield.example';

type Db = Kysely<Tables>;
type Round = { perSecond: number; cpuMs: number; bare: number; misplaced: number; lost: number };

/**
 * Mail in: from the first SMTP command to the last conversation committed with its event, on the server as
 * an operator runs it, with its own database that really syncs to disk. Once empty, once with 100,000
 * conversations, each against a loop that only inserts the same rows.
 */
export async function run(): Promise<boolean> {
  const server = await startRapport({ LOG_LEVEL: 'warn' });
  const database = { host: socketFolder(server.dataDir), user: 'rapport', database: 'rapport' };
  const { db, close } = connect({ ...database, statement_timeout: 0 }, () => {}, 4);
  const pid = Number(readFileSync(path.join(server.dataDir, 'server.pid'), 'utf8'));
  try {
    const secrets = await loadSecrets(server.dataDir, {});
    await transact(db, (tx) =>
      connectEmail(
        tx,
        { secrets },
        bySystem,
        { address: to, aliases: [], receive: 'forward', newInbox: { name: 'Support' }, plusAddress: true },
        new Date(),
      ),
    );
    await bringAll(server.mailPort, benchMails(warmUp, 'warm', to));
    await allRead(db, warmUp);
    const round = async (batch: string): Promise<Round> => {
      const set = benchMails(mails, batch, to);
      const since = new Date();
      const before = Number((await counted(db)).all);
      const cpu = processorTime(pid);
      const begun = performance.now();
      await bringAll(server.mailPort, set);
      await allRead(db, before + mails);
      const seconds = (performance.now() - begun) / 1000;
      const cpuMs = (processorTime(pid) - cpu) / mails;
      const { misplaced, lost } = await judge(db, set);
      console.error(
        `${batch}: ${(mails / seconds).toFixed(0)}/s, ${cpuMs.toFixed(1)} ms, ${misplaced} misplaced, ${lost} lost`,
      );
      await sql`checkpoint`.execute(db);
      return {
        perSecond: mails / seconds,
        cpuMs,
        bare: await bareRate(database, since, connections),
        misplaced,
        lost,
      };
    };
    const empty = await round('empty');
    // What was seeded numbers its conversations from one.
    await sql`truncate raw_inbound, conversations cascade`.execute(db);
    await seed(db, filled, 2);
    await sql`vacuum analyze`.execute(db);
    await sql`checkpoint`.execute(db);
    const full = await round('full');
    return report('inbound: SMTP accepted → conversation committed', rowsOf(empty, full));
  } finally {
    await close();
    await server.remove();
  }
}

function rowsOf(empty: Round, full: Round): Row[] {
  const each = (round: Round, where: string): Row[] => [
    { what: `mails a second, ${where}`, value: round.perSecond, unit: '/s' },
    { what: `bare loop of the same rows, ${where}`, value: round.bare, unit: '/s' },
    {
      what: `ratio, ${where}`,
      value: round.perSecond / round.bare,
      unit: '×',
      limit: { value: 0.4, kind: 'at least' },
    },
    {
      what: `processor time a mail, server and database, ${where}`,
      value: round.cpuMs,
      unit: 'ms',
      limit: { value: 10, kind: 'at most' },
    },
    {
      what: `mails lost or doubled, ${where}`,
      value: round.lost,
      unit: '',
      limit: { value: 0, kind: 'at most' },
    },
    {
      what: `answers in the wrong conversation or alone, ${where}`,
      value: round.misplaced,
      unit: '',
      limit: { value: 0, kind: 'at most' },
    },
  ];
  return [
    ...each(empty, 'empty'),
    ...each(full, 'at 100,000 conversations'),
    {
      what: 'processor time, full ÷ empty',
      value: full.cpuMs / empty.cpuMs,
      unit: '×',
      limit: { value: 1.2, kind: 'at most' },
    },
    {
      what: 'mails a second, full ÷ empty',
      value: full.perSecond / empty.perSecond,
      unit: '×',
      limit: { value: 0.8, kind: 'at least' },
    },
  ];
}

/** Over several connections at once, each taking the next mail, so that a question and its answer go side by side. */
async function bringAll(port: number, set: BenchMail[]): Promise<void> {
  const talks = await Promise.all(Array.from({ length: connections }, () => smtpTalk(port)));
  const rest = set.values();
  await Promise.all(
    talks.map(async (talk) => {
      for (const mail of rest) await bring(talk, mail);
      await talk.end();
    }),
  );
}

/** As mail servers do: the commands in one piece where the other side takes that (RFC 2920), then the mail. */
async function bring(talk: SmtpTalk, mail: BenchMail): Promise<void> {
  talk.write(`MAIL FROM:<${mail.from}>\r\nRCPT TO:<${to}>\r\nDATA\r\n`);
  for (const wanted of ['250', '250', '354']) {
    const said = await talk.answer();
    if (!said.startsWith(wanted)) throw new Error(`A mail was not taken: ${said}`);
  }
  const said = await talk.body(mail.raw);
  if (!said.startsWith('250')) throw new Error(`A mail was not taken: ${said}`);
}

async function counted(db: Db): Promise<{ all: number; open: number }> {
  const { rows } = await sql<{ all: number; open: number }>`
    select count(*)::int as all, count(*) filter (where state = 'stored')::int as open from raw_inbound`.execute(
    db,
  );
  return rows[0] ?? { all: 0, open: 0 };
}

async function allRead(db: Db, all: number): Promise<void> {
  for (;;) {
    const now = await counted(db);
    if (now.all >= all && now.open === 0) return;
    await pause(20);
  }
}

/** Every mail is one message; the mails of one thread, and no others, are one conversation. */
async function judge(db: Db, set: BenchMail[]): Promise<{ misplaced: number; lost: number }> {
  const rows = await db
    .selectFrom('messages')
    .select(['external_key', 'conversation_id'])
    .where(
      'external_key',
      'in',
      set.map((mail) => mail.id),
    )
    .execute();
  const place = new Map(rows.map((row) => [row.external_key, row.conversation_id]));
  const threads = Map.groupBy(set, (mail) => mail.thread);
  const owner = new Map<string, number>();
  let misplaced = 0;
  for (const [thread, own] of threads) {
    for (const mail of own) {
      const where = place.get(mail.id) ?? '';
      if (where !== place.get(own[0]?.id ?? '') || (owner.get(where) ?? thread) !== thread) misplaced++;
      owner.set(where, thread);
    }
  }
  return {
    misplaced,
    lost: Math.abs(set.length - rows.length) + set.filter((mail) => !place.has(mail.id)).length,
  };
}
