import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { connect } from '../src/platform/db/connect.ts';
import { startEmbedded } from '../src/platform/db/embedded/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { createLog } from '../src/platform/log/log.ts';
import { runCommand, startRapport } from '../test/running.ts';
import type { BareRow } from './desk-bare.ts';
import { seed } from './seed.ts';

const email = 'bench@copperfield.example';
const password = 'a long enough passphrase';

type ListRow = { id: string; number: number; customer: { name: string }; subject: string; preview: string };

export type DeskWorld = {
  url: string;
  email: string;
  password: string;
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** All conversations in the list's order. */
  rows(): Promise<(BareRow & { number: number })[]>;
  close(): Promise<void>;
};

/** A running Rapport with so many conversations, of which the newest has so many messages. */
export async function deskWorld(conversations: number, messages: number): Promise<DeskWorld> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rapport-bench-'));
  const embedded = await startEmbedded({ dataDir: path.join(folder, 'database'), log: createLog('warn') });
  await migrate(embedded.config);
  const { db, close } = connect(embedded.config, () => {});
  await seed(db, conversations, 1);
  await sql`
    insert into messages (id, conversation_id, direction, author_kind, author_id, at, created_at, subject, text,
      reply_text, sender, delivery)
    select gen_random_uuid(), c.id,
      (array['in', 'out', 'note'])[1 + n % 3], (array['customer', 'agent', 'agent'])[1 + n % 3],
      case when n % 3 = 0 then c.customer_id else (select min(id::text)::uuid from agents) end,
      c.last_message_at - (${messages} - n) * interval '7 minutes',
      c.last_message_at - (${messages} - n) * interval '7 minutes', '', body, body,
      '{"name":"","address":"someone@shop.example"}'::jsonb, case when n % 3 = 1 then 'sent' end
    from (select * from conversations order by number desc limit 1) c,
      lateral (select n, 'Message ' || n || E'.\n' || repeat('The parcel was to come on Tuesday. ', 1 + n % 7) as body
        from generate_series(1, ${messages}::int) n) m`.execute(db);
  await sql`update conversations set message_count = ${messages + 1}
    where number = (select max(number) from conversations)`.execute(db);
  await close();
  const env = { DATABASE_URL: embedded.url, RAPPORT_DATA: path.join(folder, 'data') };
  const server = await startRapport(env);
  const owner = ['--email', email, '--name', 'Bench', '--password-stdin'];
  const made = await runCommand(['create-owner', ...owner], { env, input: password });
  if (made.code !== 0) throw new Error(made.err);
  const keyed = await runCommand(['create-api-key', '--email', email, '--name', 'bench'], { env });
  const api = async <T>(method: string, where: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${server.url}/api${where}`, {
      method,
      headers: { authorization: `Bearer ${keyed.out.trim()}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    url: server.url,
    email,
    password,
    api,
    async rows() {
      const all: (BareRow & { number: number })[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const words = new URLSearchParams({ view: 'all', limit: '100', ...(cursor && { cursor }) });
        const page: { items: ListRow[]; next: string | null } = await api('GET', `/conversations?${words}`);
        for (const { id, number, customer, subject, preview } of page.items)
          all.push({ id, number, name: customer.name, subject, preview, time: '6y' });
        cursor = page.next;
      }
      return all;
    },
    async close() {
      await server.end();
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
