import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/connect.ts';
import { record } from '../platform/events/record.ts';
import type {} from './tables.ts';
import { type NoticeKind, NoticeSettings, noticeKinds, Ways } from './types.ts';

const loud: Ways = { on: true, desktop: true, sound: true, mail: true };
const quiet: Ways = { on: true, desktop: false, sound: false, mail: false };

const defaults: NoticeSettings = {
  kinds: {
    mentioned: loud,
    handed: loud,
    assigned: loud,
    undelivered: loud,
    reopened: { ...loud, mail: false },
    answered: { ...loud, mail: false },
    side: { ...loud, mail: false },
    noted: quiet,
    arrived: { ...quiet, on: false },
  },
  arrivedIn: 'teams',
  followWritten: true,
  followAssigned: true,
  quiet: null,
  timeZone: 'UTC',
  mutedUntil: null,
  awayMinutes: 15,
  mailContent: false,
  soundWhileTyping: false,
};

/** What is stored, over the defaults; what it does not understand is left out rather than failed on. */
export function readSettings(stored: Record<string, unknown>): NoticeSettings {
  const { kinds: given, ...rest } = stored;
  const understood = Object.entries(NoticeSettings.omit({ kinds: true }).shape)
    .map(([key, shape]) => [key, shape.safeParse(rest[key])] as const)
    .filter(([, read]) => read.success)
    .map(([key, read]) => [key, read.data]);
  const ofKinds = (typeof given === 'object' && given !== null ? given : {}) as Record<string, object>;
  const kinds = Object.fromEntries(
    noticeKinds.map((kind) => {
      const read = Ways.partial().safeParse(ofKinds[kind] ?? {});
      return [kind, { ...defaults.kinds[kind], ...read.data }];
    }),
  ) as Record<NoticeKind, Ways>;
  return { ...defaults, ...Object.fromEntries(understood), kinds };
}

/** How these agents want to be told. */
export async function settingsOf(
  db: Db,
  agentIds: readonly string[],
): Promise<ReadonlyMap<string, NoticeSettings>> {
  if (agentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('notice_settings')
    .select(['agent_id', 'settings'])
    .where('agent_id', 'in', [...agentIds])
    .execute();
  const stored = new Map(rows.map((row) => [row.agent_id, row.settings]));
  return new Map(agentIds.map((id) => [id, readSettings(stored.get(id) ?? {})]));
}

/** How one agent wants to be told. */
export const settingsOfOne = async (db: Db, agentId: string): Promise<NoticeSettings> =>
  (await settingsOf(db, [agentId])).get(agentId) as NoticeSettings;

type Change = Partial<Omit<NoticeSettings, 'kinds'>> & {
  kinds?: Partial<Record<NoticeKind, Partial<Ways>>> | undefined;
};

/** Changes what is given and leaves the rest; the agent's desks hear of it. */
export async function changeSettings(
  tx: Tx,
  agentId: string,
  input: Change,
  now: Date,
): Promise<NoticeSettings> {
  await tx
    .insertInto('notice_settings')
    .values({ agent_id: agentId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom('notice_settings')
    .select('settings')
    .where('agent_id', '=', agentId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = readSettings(row.settings);
  const { kinds = {}, ...rest } = input;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const next: NoticeSettings = {
    ...before,
    ...given,
    kinds: Object.fromEntries(
      noticeKinds.map((kind) => [kind, { ...before.kinds[kind], ...kinds[kind] }]),
    ) as NoticeSettings['kinds'],
  };
  await tx
    .updateTable('notice_settings')
    .set({ settings: JSON.stringify(next) })
    .where('agent_id', '=', agentId)
    .execute();
  await record(tx, { kind: 'own.settings', by: { kind: 'agent', id: agentId }, at: now, data: { agentId } });
  return next;
}

/** Notes that an agent is at a desk; written at most twice a minute. */
export async function noteHere(tx: Tx, agentId: string, now: Date): Promise<void> {
  await sql`
    insert into notice_settings (agent_id, here_at) values (${agentId}, ${now})
    on conflict (agent_id) do update set here_at = excluded.here_at
    where notice_settings.here_at is null or notice_settings.here_at < ${new Date(now.getTime() - 30_000)}`.execute(
    tx,
  );
}
