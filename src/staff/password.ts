import { after, hour } from '../platform/clock/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { say } from '../platform/words.ts';
import { setPassword } from './better-auth.ts';
import { endSessions } from './end-sessions.ts';
import { mail } from './mail.ts';
import { linkUrl, makeLink, spendLink } from './one-time-link.ts';
import type {} from './tables.ts';
import { readWorkspace } from './workspace.ts';

const resetLasts = hour;

/** Sets one's own new password and ends all sessions but this one. The old one has been checked. */
export async function changePassword(
  tx: Tx,
  by: By & { id: string },
  input: { passwordHash: string; keepSession: string | null },
  now: Date,
): Promise<void> {
  const agentId = by.id;
  await setPassword(tx, agentId, input.passwordHash, now);
  await endSessions(tx, by, agentId, { except: input.keepSession }, now);
  await record(tx, { kind: 'staff.changed', by, at: now, data: { agentId } });
  await audit(tx, by, 'agent.change-password', 'agent', agentId, {}, now);
}

/** Makes a link by which this agent sets a new password, good for one hour and once. */
export async function makeResetLink(
  tx: Tx,
  by: By,
  config: Config,
  agentId: string,
  now: Date,
): Promise<{ url: string; expiresAt: Date }> {
  const expiresAt = after(now, resetLasts);
  const token = await makeLink(tx, { purpose: 'reset', agentId, expiresAt }, now);
  await audit(tx, by, 'agent.reset-link', 'agent', agentId, {}, now);
  return { url: linkUrl(config, 'reset', token), expiresAt };
}

/**
 * Mails such a link to whoever has this address, if an active agent does. Returns what became of it, for
 * the log only: whoever asked is told the same in every case.
 */
export async function mailResetLink(
  tx: Tx,
  config: Config,
  email: string,
  now: Date,
): Promise<'mailed' | 'unknown' | 'no mailbox'> {
  const agent = await tx
    .selectFrom('agents')
    .select(['id', 'name', 'email'])
    .where('email', '=', email)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!agent) return 'unknown';
  const { url } = await makeResetLink(tx, { kind: 'system', id: null }, config, agent.id, now);
  const { name: workspace, locale } = await readWorkspace(tx);
  const values = { name: agent.name, workspace, url };
  const sent = await mail(
    tx,
    {
      to: agent.email,
      subject: say('staff.mail.reset.subject', values, locale),
      text: say('staff.mail.reset.text', values, locale),
    },
    now,
  );
  return sent ? 'mailed' : 'no mailbox';
}

/**
 * Sets a new password by the link, ends all sessions, and returns whose it was. The second factor stays
 * as it is. Throws GONE.
 */
export async function resetPassword(
  tx: Tx,
  input: { token: string; passwordHash: string; ip: string },
  now: Date,
): Promise<string> {
  const { agentId } = await spendLink(tx, 'reset', input.token, now);
  if (!agentId) throw refuse('GONE');
  const by = { kind: 'agent', id: agentId, ip: input.ip } as const;
  await changePassword(tx, by, { passwordHash: input.passwordHash, keepSession: null }, now);
  return agentId;
}
