import { sql } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import { bringWork } from '../checklist/bring-work.ts';
import { followByItself } from '../follow/follow.ts';
import { involve } from '../involve.ts';
import { keepRecipients } from '../send-later/keep-recipients.ts';

/*
 * What a merged conversation brings along: people, tags, drafts, and who takes part. Each is marked with where
 * it came from, so that it leaves again when the two are parted, unless it is here for itself by then.
 */

/** Brings what belongs to `sources` (the merged conversations) into `target`. What is there already stays. */
export async function bringAlong(
  tx: Tx,
  sources: readonly string[],
  target: string,
  now: Date,
): Promise<void> {
  // Before the people, who would be written to otherwise.
  await keepRecipients(tx, [...sources, target]);
  await bringPeople(tx, sources, target);
  await sql`
    insert into conversation_tags (conversation_id, tag_id, via_id)
    select distinct on (tag_id) ${target}::uuid, tag_id, conversation_id
    from conversation_tags where conversation_id = any(${[...sources]}::uuid[]) and via_id is null
    order by tag_id, conversation_id
    on conflict do nothing`.execute(tx);
  const involved = await tx
    .selectFrom('involvements')
    .select('agent_id')
    .where('conversation_id', 'in', [...sources])
    .execute();
  await involve(
    tx,
    target,
    involved.map(({ agent_id }) => agent_id),
  );
  const following = await tx
    .selectFrom('followers')
    .select('agent_id')
    .where('conversation_id', 'in', [...sources])
    .where('following', '=', true)
    .execute();
  await followByItself(
    tx,
    target,
    following.map(({ agent_id }) => agent_id),
    {},
    now,
  );
  await bringDrafts(tx, sources, target);
  await bringWork(tx, sources, target);
}

/** The people alone: also of whoever joins a merged conversation later. */
export async function bringPeople(tx: Tx, sources: readonly string[], target: string): Promise<void> {
  await sql`
    insert into participants (conversation_id, kind, value, name, role, customer_id, pending, via_id)
    select distinct on (kind, value) ${target}::uuid, kind, value, name, role, customer_id, pending, conversation_id
    from participants where conversation_id = any(${[...sources]}::uuid[]) and via_id is null
    order by kind, value, pending, conversation_id
    on conflict (conversation_id, kind, value) do nothing`.execute(tx);
}

type Half = { html?: string; files?: unknown[] };
type Body = { reply?: Half; note?: Half } & Record<string, unknown>;

/** A draft moves; where somebody has one in both, its words are put below the other's. */
async function bringDrafts(tx: Tx, sources: readonly string[], target: string): Promise<void> {
  const moving = await tx
    .selectFrom('drafts')
    .select(['agent_id', 'conversation_id', 'body'])
    .where('conversation_id', 'in', [...sources])
    .orderBy('agent_id')
    .orderBy('conversation_id')
    .execute();
  for (const { agent_id, conversation_id, body } of moving) {
    const of = (id: string) => sql`agent_id = ${agent_id} and conversation_id = ${id}`;
    const there = await tx
      .selectFrom('drafts')
      .select('body')
      .where(sql<boolean>`${of(target)}`)
      .executeTakeFirst();
    if (!there) {
      await sql`update drafts set conversation_id = ${target}, via_id = coalesce(via_id, ${conversation_id})
        where ${of(conversation_id)}`.execute(tx);
      continue;
    }
    const both = JSON.stringify(joined(there.body as Body, body as Body));
    await sql`update drafts set body = ${both}, version = version + 1, via_id = null where ${of(target)}`.execute(
      tx,
    );
    await sql`delete from drafts where ${of(conversation_id)}`.execute(tx);
  }
}

function joined(there: Body, came: Body): Body {
  const half = (one: Half | undefined, other: Half | undefined): Half => ({
    ...one,
    html: `${one?.html ?? ''}${other?.html ?? ''}`,
    files: [...(one?.files ?? []), ...(other?.files ?? [])],
  });
  return { ...there, reply: half(there.reply, came.reply), note: half(there.note, came.note) };
}

/** One conversation that others were merged into, and which of them stay. */
export type Holder = { id: string; staying: readonly string[] };

/**
 * Takes out of each holder what came by `leaving` (a merged conversation, first, and all within it). What
 * another one that stays has as well stays too, and is that one's from now on.
 */
export async function takeBackOut(
  tx: Tx,
  leaving: readonly string[],
  holders: readonly Holder[],
): Promise<void> {
  const gone = sql`${[...leaving]}::uuid[]`;
  for (const { id, staying } of holders) {
    const others = sql`o.conversation_id = any(${[...staying]}::uuid[]) and o.via_id is null`;
    await sql`
      update participants p set via_id = o.conversation_id from participants o
      where p.conversation_id = ${id} and p.via_id = any(${gone}) and ${others}
        and o.kind = p.kind and o.value = p.value`.execute(tx);
    await sql`delete from participants where conversation_id = ${id} and via_id = any(${gone})`.execute(tx);
    await sql`
      update conversation_tags p set via_id = o.conversation_id from conversation_tags o
      where p.conversation_id = ${id} and p.via_id = any(${gone}) and ${others} and o.tag_id = p.tag_id`.execute(
      tx,
    );
    await sql`delete from conversation_tags where conversation_id = ${id} and via_id = any(${gone})`.execute(
      tx,
    );
    await sql`
      update drafts d set conversation_id = ${leaving[0]}, via_id = nullif(d.via_id, ${leaving[0]}::uuid)
      where d.conversation_id = ${id} and d.via_id = any(${gone}) and not exists (
        select from drafts o where o.agent_id = d.agent_id and o.conversation_id = ${leaving[0]})`.execute(
      tx,
    );
  }
}
