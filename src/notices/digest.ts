import { sql } from 'kysely';
import { after, minute } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Ground } from '../platform/ground.ts';
import { say } from '../platform/words.ts';
import { mail } from '../staff/mail.ts';
import { readPreferences } from '../staff/preferences.ts';
import { callersOf } from '../staff/signed-in.ts';
import { readWorkspace } from '../staff/workspace.ts';
import type { NoticeView } from './contract.ts';
import { isQuiet } from './quiet.ts';
import { readSettings } from './settings.ts';
import type {} from './tables.ts';
import type { NoticeSettings } from './types.ts';
import { listNotices } from './views.ts';

/** Whoever is told by mail is told at most this often: one digest, not a storm. */
const atMostEvery = 60 * minute;
/** How many notices one mail lists; the rest is a number. */
const most = 20;

/**
 * Mails an agent what waits unread, in one mail, if they have been away from every desk for as long as they said,
 * it is no time of quiet, and the last such mail is an hour ago. The notices, the mark that they were mailed and
 * the mail's job are one transaction: a crash neither loses the mail nor sends it twice. True if one will leave.
 */
export async function mailDigest(tx: Tx, ground: Ground, agentId: string, now: Date): Promise<boolean> {
  await tx
    .insertInto('notice_settings')
    .values({ agent_id: agentId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom('notice_settings')
    .selectAll()
    .where('agent_id', '=', agentId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const settings = readSettings(row.settings);
  const patience = after(now, -settings.awayMinutes * minute);
  if (row.here_at && row.here_at > patience) return false;
  if (row.mailed_at && row.mailed_at > after(now, -atMostEvery)) return false;
  if (isQuiet(settings, now)) return false;
  const { rows } = await sql<{ id: string; ripe: boolean }>`
    select id, at <= ${patience} as ripe from notices
    where agent_id = ${agentId} and read_at is null and by_mail and mailed_at is null
    order by at desc limit 500`.execute(tx);
  if (!rows.some((one) => one.ripe)) return false;
  const waiting = new Set(rows.map((one) => one.id));
  await tx
    .updateTable('notices')
    .set({ mailed_at: now })
    .where('id', 'in', [...waiting])
    .execute();
  const [caller] = await callersOf(tx, [agentId]);
  if (!caller) return false;
  const { items } = await listNotices(tx, caller, { unread: true, limit: 100 });
  const told = items.filter((one) => waiting.has(one.id) && settings.kinds[one.kind].mail);
  if (told.length === 0) return false;
  const agent = await tx
    .selectFrom('agents')
    .select(['email', 'preferences'])
    .where('id', '=', agentId)
    .executeTakeFirstOrThrow();
  const workspace = await readWorkspace(tx);
  const locale = readPreferences(agent.preferences).language ?? workspace.locale;
  const words = write(told, { settings, locale, at: ground.config.publicUrl, workspace: workspace.name });
  await tx.updateTable('notice_settings').set({ mailed_at: now }).where('agent_id', '=', agentId).execute();
  return mail(tx, { to: agent.email, ...words }, now);
}

type Style = { settings: NoticeSettings; locale: string; at: string; workspace: string };

/** The mail itself. What customers wrote, and who they are, stands in it only by the agent's own wish. */
function write(told: readonly NoticeView[], { settings, locale, at, workspace }: Style) {
  const said = (id: string, values: Record<string, unknown> = {}) =>
    say(`notices.mail.${id}`, values, locale);
  const lines = told.slice(0, most).map((one) => {
    const { number, subject, customer } = one.conversation;
    const colleague = one.by.kind === 'agent' ? one.by.name : '';
    const head = said('line', { kind: one.kind, who: colleague, number: String(number), times: one.times });
    const about = settings.mailContent ? [`${customer}: ${subject}`, one.words].filter(Boolean) : [];
    return [head, ...about, `${at}/inbox/all/${number}`].join('\n');
  });
  const more = told.length > most ? [said('more', { count: told.length - most })] : [];
  return {
    subject: said('subject', { count: told.length, workspace }),
    text: [said('lead'), ...lines, ...more, said('foot', { link: `${at}/settings/notices` })].join('\n\n'),
  };
}
