import { sql } from 'kysely';
import { search } from '../src/conversations/search/search.ts';
import { countWords } from '../src/conversations/search/vocabulary.ts';
import type { Db } from '../src/platform/db/connect.ts';
import { identify } from '../src/staff/signed-in.ts';
import { percentile, type Row, report } from './figures.ts';
import { seed, wordOf } from './seed.ts';
import { cluster, took } from './world.ts';

const conversations = 333_334;
const messagesEach = 3;
const rounds = 100;
const warm = 15;

const rare = (n: number) => 30_000 + ((n * 7919) % 10_000);
const kinds = {
  rare: (n: number) => wordOf(rare(n)),
  common: (n: number) => wordOf(n % 5),
  // Neither: the dearest for both ways of search/candidates.ts.
  'in between': (n: number) => wordOf(30 + ((n * 37) % 400)),
  'two common': (n: number) => `${wordOf(n % 5)} ${wordOf((n + 2) % 7)}`,
  'common and rare': (n: number) => `${wordOf(n % 5)} ${wordOf(rare(n))}`,
  misspelt: (n: number) => wordOf(rare(n)).replace(/(?<=^...)./, 'z'),
};
type Kind = keyof typeof kinds;

/**
 * Search over HTTP at a million messages, as the owner and as an agent of 3 inboxes in 8, each beside the bare
 * look-up of the same word in the same index: the newest 20 messages that hold it.
 */
export async function run(): Promise<boolean> {
  const place = await cluster();
  try {
    const { ground, signIn } = await place.world('search');
    const seeded = await seed(ground.db, conversations, messagesEach);
    const counting = await took(() => countWords(ground));
    const spent = new Map<string, number[]>();
    const keep = (what: string, ms: number) => spent.set(what, [...(spent.get(what) ?? []), ms]);
    for (const [who, id] of [
      ['owner', seeded.ownerId],
      ['agent', seeded.limitedId],
    ] as const) {
      const visit = await signIn(id);
      const caller = (await identify(ground, visit.headers))?.caller;
      if (!caller) throw new Error('The key of the bench is not known.');
      for (let round = -warm; round < rounds; round++) {
        for (const kind of Object.keys(kinds) as Kind[]) {
          const q = kinds[kind](round + warm);
          const bare = kind === 'rare' ? await took(() => bareLookUp(ground.db, q)) : 0;
          const inside = await took(() => search(ground.db, caller, { q, limit: 20 }));
          const whole = await took(() => visit.get(`/api/search?q=${encodeURIComponent(q)}&limit=20`));
          if (round < 0) continue;
          if (kind === 'rare') keep(`${who} bare`, bare);
          keep(`${who} ${kind}`, inside);
          keep(`${who} ${kind} http`, whole);
        }
      }
    }
    const p95 = (what: string) => percentile(spent.get(what) ?? [], 95);
    const rows: Row[] = [{ what: 'counting the vocabulary', value: counting / 1_000, unit: 's' }];
    for (const who of ['owner', 'agent']) {
      rows.push({
        what: `${who}: bare index look-up of a rare word, p95`,
        value: p95(`${who} bare`),
        unit: 'ms',
      });
      for (const kind of Object.keys(kinds)) {
        rows.push({
          what: `${who}: ${kind}, p95 (over HTTP ${p95(`${who} ${kind} http`).toFixed(1)} ms)`,
          value: p95(`${who} ${kind}`),
          unit: 'ms',
        });
      }
      rows.push({
        what: `**${who}: rare ÷ bare look-up**`,
        value: p95(`${who} rare`) / p95(`${who} bare`),
        unit: '×',
        limit: { value: 3, kind: 'at most' },
      });
      for (const kind of ['common', 'in between', 'two common', 'common and rare'] as const) {
        rows.push({
          what: `**${who}: ${kind} ÷ rare**`,
          value: p95(`${who} ${kind}`) / p95(`${who} rare`),
          unit: '×',
          limit: { value: 6, kind: 'at most' },
        });
      }
    }
    return report('search: 1,000,000 messages, p95', rows);
  } finally {
    await place.close();
  }
}

const bareLookUp = (db: Db, word: string) =>
  sql`select m.id, m.conversation_id, m.at, m.text from messages m where m.search @@ ${`'${word}'`}::tsquery
    order by m.at desc limit 20`.execute(db);
