import { sql } from 'kysely';
import { z } from 'zod';
import { minute } from '../../platform/clock/clock.ts';
import type { Db } from '../../platform/db/connect.ts';
import { transact } from '../../platform/db/transact.ts';
import type { Ground } from '../../platform/ground.ts';
import type { Job, Schedule } from '../../platform/jobs/jobs.ts';
import { readSetting, writeSetting } from '../../platform/settings/settings.ts';
import type { Asked, Stems } from './query.ts';
import { stemmers } from './vector.ts';

/*
 * How common each word is. No result rests on this table, only which way to it is taken and what a misspelt
 * word may have meant: a search is right, if slower, while the table is empty or old.
 */

/** Conversations counted, spread over the inboxes; the newest, for that is how people write now. */
const sample = 30_000;
/** A word of the text must stand in so many messages; subjects are few, so there one is enough. */
const fewest = 3;
const mostWords = 60_000;
const batch = 5_000;
/** Counting may take this part of the time that passes. */
const effort = 1 / 200;

const Counted = z
  .object({
    at: z.coerce.date(),
    tookMs: z.number(),
    languages: z.array(z.string()),
    newest: z.string().nullish(),
  })
  .nullish();
const settingKey = 'search.counted';

type Count = { word: string; share: number; written: boolean };

/**
 * Counts the words of the newest messages anew. Nothing is carried over, so that what was deleted or erased
 * is forgotten by the next count.
 */
export async function countWords(ground: Ground): Promise<void> {
  const now = ground.clock.now();
  const begun = performance.now();
  const newest = await newestMessage(ground.db);
  // Read first and written in short pieces: a long writing transaction would hold back every event (law 4).
  const { rows: counts } = await sql<Count>`
    with newest as materialized (
      select m.id, m.search
      from inboxes i
      cross join lateral (
        select c.id from conversations c where c.inbox_id = i.id and c.place = 'inbox'
        order by c.last_message_at desc, c.id desc
        limit (select greatest(1, ${sample}::int / greatest(1, count(*)::int)) from inboxes)
      ) c
      join messages m on m.conversation_id = c.id
    ), counted as (
      select w.lexeme as word, count(*) as messages, bool_or('A' = any(w.weights)) as in_subject,
        bool_or(w.weights && '{A,D}') as written
      from newest cross join lateral unnest(newest.search) w group by 1
    )
    select word, messages::real / (select count(*) from newest) as share,
      coalesce(written, false) and length(word) between 3 and 40 and word !~ '\\d' as written
    from counted where messages >= ${fewest} or in_subject
    order by messages desc, word limit ${mostWords}`.execute(ground.db);
  for (let from = 0; from < counts.length; from += batch)
    await save(ground, counts.slice(from, from + batch), now);
  const { rows: languages } = await sql<{ language: string }>`
    select distinct m.language from (
      select c.id from conversations c order by c.number desc limit 2000
    ) c join messages m on m.conversation_id = c.id where m.language is not null`.execute(ground.db);
  const tookMs = Math.round(performance.now() - begun);
  await transact(ground.db, async (tx) => {
    await tx.deleteFrom('search_words').where('counted_at', '<', now).execute();
    await writeSetting(
      tx,
      settingKey,
      { at: now, tookMs, languages: languages.map((row) => row.language), newest },
      now,
    );
  });
  await sql`analyze search_words`.execute(ground.db);
}

async function save(ground: Ground, counts: readonly Count[], now: Date): Promise<void> {
  await sql`
    insert into search_words (word, share, written, counted_at)
    select word, share, written, ${now} from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
      as counted (word text, share real, written boolean)
    on conflict (word) do update
      set share = excluded.share, written = excluded.written, counted_at = excluded.counted_at`.execute(
    ground.db,
  );
}

/** What is known of the words asked for before any message is looked at. */
export type Known = {
  stems: Stems;
  /** The part of all messages that holds all of it, at most; 0 for words never counted. */
  share: number;
  /** About how many messages that makes. */
  expected: number;
  /** Words asked for that stand in no counted message. */
  unknown: string[];
};

/** Looks up stems and frequencies of all words asked for. One query. */
export async function lookUp(db: Db, { terms }: Asked): Promise<Known> {
  const words = [...new Set(terms.flatMap((term) => term.words))];
  const open = terms.find((term) => term.open)?.words.at(-1) ?? null;
  const { rows } = await sql<{ word: string; stems: string[] | null; share: number; messages: number }>`
    select w.word, s.stems, (
        select coalesce(sum(v.share), 0) from search_words v where v.word = any(s.stems || w.word)
      )::real as share, (
        select greatest(reltuples, 0) from pg_class where oid = 'messages'::regclass
      )::real as messages
    from unnest(${words}::text[]) w (word)
    cross join lateral (
      select array_agg(distinct stem) as stems
      from unnest(array(
        select ${stemmerOfLanguage} from jsonb_array_elements_text(coalesce(
          (select value->'languages' from settings where key = ${settingKey} and value->'languages' <> '[]'),
          ${JSON.stringify(Object.keys(stemmers))}::jsonb)) l (code)
      )) d (stemmer)
      cross join lateral unnest(ts_lexize(d.stemmer::regdictionary, w.word)) stem
    ) s
    ${
      open === null
        ? sql``
        : sql`union all
      select null, null, coalesce(sum(share), 0)::real, 0 from search_words where word like ${`${open}%`}`
    }`.execute(db);
  const begun = open === null ? 0 : Math.min(1, rows.find((row) => row.word === null)?.share ?? 0);
  const found = new Map(rows.map((row) => [row.word, row]));
  const share = (word: string) => (found.get(word)?.share ?? 0) + (word === open ? begun : 0);
  // The rarest word bounds them all.
  const least = Math.min(1, ...words.map(share));
  return {
    stems: new Map(words.map((word) => [word, (found.get(word)?.stems ?? []).filter(isWord)])),
    share: least,
    expected: least * (found.get(words[0] ?? '')?.messages ?? 0),
    unknown: words.filter((word) => share(word) === 0),
  };
}

const stemmerOfLanguage = sql`case l.code ${sql.join(
  Object.entries(stemmers).map(([code, name]) => sql`when ${sql.lit(code)} then ${sql.lit(`${name}_stem`)}`),
  sql` `,
)} end`;
const isWord = (stem: string): boolean => /^[\p{L}\p{N}\p{M}]+$/u.test(stem);

/** What was deleted is forgotten after this time at the latest, even if nothing new came. */
const atLeastEvery = 5 * minute;

/**
 * Counts when so much time has passed since the last count that its cost does not matter: a small workspace
 * counts again seconds after something came, a large one seldom. While nothing new comes it rests.
 */
const countJob: Job = {
  name: 'conversations.count-words',
  async run(ground) {
    const counted = await readSetting(ground.db, settingKey, Counted);
    if (!counted) return countWords(ground);
    const passed = ground.clock.now().getTime() - counted.at.getTime();
    if (passed < counted.tookMs / effort) return;
    if (passed >= atLeastEvery || counted.newest !== (await newestMessage(ground.db)))
      await countWords(ground);
  },
};

/** Ids begin with the time they were made (UUIDv7), so one look at the end of an index tells. */
async function newestMessage(db: Db): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from messages order by id desc limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

export const searchJobs: Job[] = [countJob];
export const searchSchedules: Schedule[] = [{ job: countJob.name, everySeconds: 10 }];
