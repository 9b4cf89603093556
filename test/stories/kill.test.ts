import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { benchMails } from '../../bench/inbound-mails.ts';
import { connectEmail } from '../../src/channels/connect-channel.ts';
import { connect } from '../../src/platform/db/connect.ts';
import { socketFolder } from '../../src/platform/db/embedded/socket-folder.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { bySystem } from '../../src/platform/events/record.ts';
import { loadSecrets } from '../../src/platform/settings/key.ts';
import { type Running, startRapport } from '../running.ts';
import { bring } from '../servers/smtp-client.ts';

/*
 * "Nothing lost" 2: the server, or its database, is killed at any moment while mail pours in. The sending
 * side behaves as a mail server does: what was not answered with 250 is brought again.
 */

const to = 'support@copperfield.example';
const mails = 400;
const kills = 6;
const readyWithinMs = 5_000;

let server: Running;
before(async () => {
  server = await startRapport({ LOG_LEVEL: 'warn' });
  const { db, close } = connect(databaseOf(server), () => {}, 2);
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
  await close();
});
after(() => server.remove());

const databaseOf = ({ dataDir }: Running): pg.PoolConfig => ({
  host: socketFolder(dataDir),
  user: 'rapport',
  database: 'rapport',
});

/** Asks the database, which may be just coming back. */
async function ask<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client(databaseOf(server));
    client.on('error', () => {});
    try {
      await client.connect();
      return (await client.query<T>(text, values)).rows;
    } catch (error) {
      if (tries > 100) throw error;
      await pause(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Brings every mail until it is answered with 250, as its sender would; resolves with how often one was brought. */
async function deliverAll(set: { raw: string; from: string }[]): Promise<number> {
  const rest = set.values();
  let brought = 0;
  const lane = async () => {
    for (const mail of rest) {
      for (;;) {
        brought++;
        const said = await bring(server.mailPort, mail.raw, { from: mail.from, to }).catch(() => '');
        if (said.startsWith('250')) break;
        await pause(50);
      }
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  return brought;
}

async function exactlyOnce(ids: string[]): Promise<void> {
  for (const end = performance.now() + 60_000; ; await pause(100)) {
    const [waiting] = await ask<{ n: number }>(
      `select count(*)::int n from raw_inbound where state = 'stored'`,
    );
    if (waiting?.n === 0) break;
    assert.ok(performance.now() < end, 'everything that was stored is read');
  }
  const rows = await ask<{ external_key: string; n: number }>(
    'select external_key, count(*)::int n from messages where external_key = any($1) group by external_key',
    [ids],
  );
  const found = new Map(rows.map((row) => [row.external_key, row.n]));
  assert.deepEqual(
    ids.filter((id) => !found.has(id)),
    [],
    'none is lost',
  );
  assert.deepEqual(
    ids.filter((id) => (found.get(id) ?? 0) > 1),
    [],
    'none is doubled',
  );
}

test('kill -9 of the server again and again while mail comes in: 0 lost, 0 doubled, ready within 5 seconds', async () => {
  const set = benchMails(mails, 'killed', to);
  const delivered = deliverAll(set);
  for (let n = 0; n < kills; n++) {
    await pause(300 + 211 * n);
    await server.end('SIGKILL');
    const ms = await server.restart();
    assert.ok(ms < readyWithinMs, `ready again after ${Math.round(ms)} ms`);
  }
  const brought = await delivered;
  assert.ok(brought > mails, 'the kills met mail under way');
  await exactlyOnce(set.map((mail) => mail.id));
});

test('kill -9 of the database while mail comes in: 0 lost, 0 doubled, the server goes on', async () => {
  const set = benchMails(mails / 2, 'db-killed', to);
  const delivered = deliverAll(set);
  for (let n = 0; n < 3; n++) {
    await pause(700);
    const [backend] = await ask<{ pid: number }>(
      `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
    );
    // A backend that is killed takes all of PostgreSQL through recovery, as a crash of it does.
    if (backend) process.kill(backend.pid, 'SIGKILL');
  }
  await delivered;
  await exactlyOnce(set.map((mail) => mail.id));
});
