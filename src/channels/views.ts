import { type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Db } from '../platform/db/connect.ts';
import type { Ground } from '../platform/ground.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import { seesChannelsOf } from './access.ts';
import type { Channel, NotRead } from './contract.ts';
import { readEmailConfig } from './email/settings.ts';

type ChannelView = z.infer<typeof Channel>;

/** Counting stops here: more is "many" to whoever looks. */
const mostCounted = 1_000;

/** Every living channel the caller may see, by address. */
export async function listChannels(ground: Ground, caller: Caller): Promise<ChannelView[]> {
  const rows = await channelRows(ground.db, caller).orderBy('c.address').execute();
  return rows.map((row) => toView(ground, row));
}

/** One channel. Throws NOT_FOUND when there is none the caller may see. */
export async function viewChannel(ground: Ground, caller: Caller, id: string): Promise<ChannelView> {
  const row = await channelRows(ground.db, caller).where('c.id', '=', id).executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  return toView(ground, row);
}

const countOf = (state: 'stored' | 'unreadable') => sql<number>`(
  select count(*)::int from (
    select from raw_inbound r where r.channel_id = c.id and r.state = ${sql.lit(state)} limit ${mostCounted}
  ) counted)`;

function channelRows(db: Db, caller: Caller) {
  const scope = seesChannelsOf(caller);
  return db
    .selectFrom('channels as c')
    .innerJoin('inboxes as i', 'i.id', 'c.inbox_id')
    .innerJoin('brands as b', 'b.id', 'i.brand_id')
    .select([
      'c.id',
      'c.type',
      'c.name',
      'c.address',
      'c.config',
      'c.state',
      'c.state_detail',
      'c.state_since',
      'c.last_ok_at',
      'c.last_in_at',
      'c.last_out_at',
      'c.sample',
      'i.id as inbox_id',
      'i.name as inbox_name',
      'b.id as brand_id',
      'b.name as brand_name',
    ])
    .select([countOf('stored').as('waiting'), countOf('unreadable').as('unreadable')])
    .where('c.archived_at', 'is', null)
    .where(scope ? sql<SqlBool>`c.inbox_id = any(${scope}::uuid[])` : sql<SqlBool>`true`);
}

type Row = Awaited<ReturnType<ReturnType<typeof channelRows>['execute']>>[number];

function toView({ clock, config: settings }: Ground, row: Row): ChannelView {
  const config = readEmailConfig(row);
  const listens = config.imap !== null;
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    address: row.address,
    aliases: config.aliases,
    inbox: { id: row.inbox_id, name: row.inbox_name },
    brand: { id: row.brand_id, name: row.brand_name },
    state: row.state,
    stateDetail: row.state_detail,
    stateSince: row.state_since,
    lastOkAt: row.last_ok_at,
    lastInAt: row.last_in_at,
    lastOutAt: row.last_out_at,
    lagSeconds: listens && row.last_ok_at ? secondsSince(row.last_ok_at, clock.now()) : null,
    waiting: row.waiting,
    unreadable: row.unreadable,
    receives: listens ? 'imap' : 'forward',
    sends: config.smtp !== null,
    imap: config.imap,
    smtp: config.smtp,
    plusAddress: config.plusAddress,
    forwardTo: listens ? null : { smtpPort: settings.smtpPort, lmtpPort: settings.lmtpPort ?? null },
    sample: row.sample,
  };
}

const secondsSince = (date: Date, now: Date): number =>
  Math.max(0, Math.round((now.getTime() - date.getTime()) / 1000));

/** What came in and became no message a person sees as one, newest first; `next` is the id to go on after. */
export async function listNotRead(
  db: Db,
  caller: Caller,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: NotRead[]; next: string | null }> {
  const scope = seesChannelsOf(caller);
  const [at, id] = cursor?.split('_') ?? [];
  const rows = await db
    .selectFrom('raw_inbound as r')
    .innerJoin('channels as c', 'c.id', 'r.channel_id')
    .select([
      'r.id',
      'r.channel_id',
      'c.address',
      'r.state',
      'r.state_note',
      'r.size',
      'r.envelope',
      'r.received_at',
    ])
    .where('r.state', '<>', 'read')
    // A mail stored a moment ago is not late yet.
    .where(sql<SqlBool>`(r.state <> 'stored' or r.attempts > 0)`)
    .where(scope ? sql<SqlBool>`c.inbox_id = any(${scope}::uuid[])` : sql<SqlBool>`true`)
    .where(
      at && id
        ? sql<SqlBool>`(r.received_at, r.id) < (to_timestamp(${at}::double precision / 1000), ${id}::uuid)`
        : sql<SqlBool>`true`,
    )
    .orderBy('r.received_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: row.id,
      channel: { id: row.channel_id, address: row.address },
      state: row.state as NotRead['state'],
      note: row.state_note,
      size: Number(row.size),
      from:
        typeof row.envelope.mailFrom === 'string' && row.envelope.mailFrom !== ''
          ? row.envelope.mailFrom
          : null,
      receivedAt: row.received_at,
    })),
    next: rows.length > limit && last ? `${last.received_at.getTime()}_${last.id}` : null,
  };
}
