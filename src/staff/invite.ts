import { after, day } from '../platform/clock/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { say } from '../platform/words.ts';
import type { Level, Role } from './caller.ts';
import { addAgent } from './join.ts';
import { mail } from './mail.ts';
import { linkUrl, makeLink, spendLink } from './one-time-link.ts';
import type {} from './tables.ts';
import { readWorkspace } from './workspace.ts';

const invitationLasts = 7 * day;

export type InviteInput = {
  email: string;
  name: string;
  role: Role;
  teamIds: readonly string[];
  levels: readonly { inboxId: string; level: Level }[];
};
/** `mailed` is false when there is no mailbox yet: the link is then for the inviter to hand over. */
export type Invited = { id: string; link: { url: string; expiresAt: Date }; mailed: boolean };

/** Invites somebody. Throws ALREADY_EXISTS if they work here or are invited already. */
export async function invite(
  tx: Tx,
  by: By,
  config: Config,
  input: InviteInput,
  now: Date,
): Promise<Invited> {
  const agent = await tx
    .selectFrom('agents')
    .select('id')
    .where('email', '=', input.email)
    .executeTakeFirst();
  if (agent) throw refuse('ALREADY_EXISTS', 'Somebody with this e-mail address works here already.');
  const id = newId();
  const added = await tx
    .insertInto('invitations')
    .values({
      id,
      email: input.email,
      name: input.name,
      role: input.role,
      team_ids: [...input.teamIds],
      levels: JSON.stringify(Object.fromEntries(input.levels.map(({ inboxId, level }) => [inboxId, level]))),
      invited_by: by.kind === 'agent' ? by.id : null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added)
    throw refuse('ALREADY_EXISTS', 'This address is invited already. Send that invitation again instead.');
  await noteInvitation(tx, by, 'agent.invite', id, { role: input.role }, now);
  return sendLink(tx, config, id, now);
}

/** Makes a new link, so that the old one ends, and mails it. Throws NOT_FOUND. */
export async function resendInvitation(
  tx: Tx,
  by: By,
  config: Config,
  id: string,
  now: Date,
): Promise<Invited> {
  await noteInvitation(tx, by, 'invitation.resend', id, {}, now);
  return sendLink(tx, config, id, now);
}

/** Takes an invitation back; its link ends with it. */
export async function withdrawInvitation(tx: Tx, by: By, id: string, now: Date): Promise<void> {
  await tx.deleteFrom('invitations').where('id', '=', id).execute();
  await noteInvitation(tx, by, 'invitation.withdraw', id, {}, now);
}

/** Uses the link: the invitation becomes an agent, whose id is returned. Throws GONE. */
export async function acceptInvitation(
  tx: Tx,
  input: { token: string; name: string; passwordHash: string },
  now: Date,
): Promise<string> {
  const { invitationId } = await spendLink(tx, 'invitation', input.token, now);
  const invitation = await tx
    .deleteFrom('invitations')
    .where('id', '=', invitationId)
    .returning(['email', 'role', 'team_ids', 'levels'])
    .executeTakeFirst();
  if (!invitation) throw refuse('GONE');
  const { email, role, team_ids: teamIds, levels } = invitation;
  const { name, passwordHash } = input;
  return addAgent(tx, null, { name, email, role, passwordHash, teamIds, levels }, now);
}

/**
 * Accepts the invitation of an address an identity provider vouches for, without its link or a password.
 * Returns the agent's id, or undefined when nobody invited it.
 */
export async function acceptInvitationOf(
  tx: Tx,
  { email, name }: { email: string; name: string },
  now: Date,
): Promise<string | undefined> {
  const invitation = await tx
    .deleteFrom('invitations')
    .where('email', '=', email)
    .returning(['role', 'name', 'team_ids as teamIds', 'levels'])
    .executeTakeFirst();
  if (!invitation) return undefined;
  const given = { ...invitation, name: name || invitation.name, email, passwordHash: null };
  return addAgent(tx, null, given, now);
}

async function sendLink(tx: Tx, config: Config, id: string, now: Date): Promise<Invited> {
  const invitation = await tx
    .selectFrom('invitations')
    .leftJoin('agents', 'agents.id', 'invitations.invited_by')
    .select(['invitations.email', 'invitations.name', 'agents.name as inviter'])
    .where('invitations.id', '=', id)
    .executeTakeFirst();
  if (!invitation) throw refuse('NOT_FOUND');
  const expiresAt = after(now, invitationLasts);
  const token = await makeLink(tx, { purpose: 'invitation', invitationId: id, expiresAt }, now);
  const url = linkUrl(config, 'invitation', token);
  const { name: workspace, locale, timeZone } = await readWorkspace(tx);
  const values = {
    workspace,
    url,
    name: invitation.name || invitation.email,
    inviter: invitation.inviter ?? workspace,
    until: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
      expiresAt,
    ),
  };
  const mailed = await mail(
    tx,
    {
      to: invitation.email,
      subject: say('staff.mail.invite.subject', values, locale),
      text: say('staff.mail.invite.text', values, locale),
    },
    now,
  );
  return { id, link: { url, expiresAt }, mailed };
}

async function noteInvitation(
  tx: Tx,
  by: By,
  action: string,
  invitationId: string,
  data: { role?: Role },
  now: Date,
): Promise<void> {
  await record(tx, { kind: 'staff.invitations-changed', by, at: now, data: { invitationId } });
  await audit(tx, by, action, 'invitation', invitationId, data, now);
}
