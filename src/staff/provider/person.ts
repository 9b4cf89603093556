import type { Tx } from '../../platform/db/connect.ts';
import { audit } from '../../platform/events/audit.ts';
import { refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { acceptInvitationOf } from '../invite.ts';
import { addAgent } from '../join.ts';
import type {} from '../tables.ts';
import type { Provider } from './settings.ts';

/** Somebody the provider vouches for: `subject` is who they are there, for ever (OpenID Connect Core 1.0, 5.7). */
export type Vouched = { subject: string; email: string; name: string };

/**
 * Reads who somebody is out of what the provider says. Throws NOT_ALLOWED for an address it does not vouch
 * for, or of a domain that is not let in.
 */
export function vouchedFor(claims: Record<string, unknown>, { domains, label }: Provider): Vouched {
  const email = typeof claims.email === 'string' ? claims.email.trim().toLowerCase() : '';
  if (!/^[^\s@]{1,64}@[^\s@]{1,253}$/.test(email) || email.length > 254)
    throw refuse(
      'NOT_ALLOWED',
      `${label} does not say your e-mail address, so it is not known who you are.`,
      {
        reason: 'no-address',
      },
    );
  // Some providers send it as a word.
  if (claims.email_verified !== true && claims.email_verified !== 'true')
    throw refuse(
      'NOT_ALLOWED',
      `${label} has not verified your e-mail address. Verify it there, then try again.`,
      {
        reason: 'unverified',
      },
    );
  const domain = email.slice(email.indexOf('@') + 1);
  if (domains.length > 0 && !domains.includes(domain))
    throw refuse('NOT_ALLOWED', `Addresses of ${domain} may not sign in here.`, { reason: 'domain' });
  const name = typeof claims.name === 'string' ? claims.name.trim().slice(0, 200) : '';
  return { subject: String(claims.sub), email, name: name || email.slice(0, email.indexOf('@')) };
}

/**
 * The agent somebody is: linked before, else by their verified address if nobody is linked to it, else by
 * their invitation, else new where the owner lets new people in. Returns the id. Throws NOT_ALLOWED.
 */
export async function agentOf(tx: Tx, person: Vouched, provider: Provider, now: Date): Promise<string> {
  const account = { provider_id: provider.issuer, account_id: person.subject };
  const linked = await tx
    .selectFrom('accounts as c')
    .innerJoin('agents as a', 'a.id', 'c.agent_id')
    .select(['a.id', 'a.deactivated_at'])
    .where('c.provider_id', '=', account.provider_id)
    .where('c.account_id', '=', account.account_id)
    .executeTakeFirst();
  const known =
    linked ??
    (await tx
      .selectFrom('agents')
      .select(['id', 'deactivated_at'])
      .where('email', '=', person.email)
      .executeTakeFirst());
  if (known?.deactivated_at)
    throw refuse('NOT_ALLOWED', 'Your account here is deactivated. Ask an owner or admin if you need it.', {
      reason: 'deactivated',
    });
  if (linked) return linked.id;
  if (known) await needUnlinked(tx, known.id, provider);
  const agentId = known?.id ?? (await joinBy(tx, person, provider, now));
  await tx
    .insertInto('accounts')
    .values({ id: newId(), agent_id: agentId, ...account, created_at: now, updated_at: now })
    .execute();
  await audit(tx, { kind: 'agent', id: agentId }, 'agent.link-provider', 'agent', agentId, {}, now);
  return agentId;
}

/**
 * An address may be given to somebody else at the provider; who they are there may not. Whoever was linked before
 * is not linked to another: deactivating ends the link, for the rare case that it is the same person anew.
 */
async function needUnlinked(tx: Tx, agentId: string, provider: Provider): Promise<void> {
  const other = await tx
    .selectFrom('accounts')
    .select('id')
    .where('agent_id', '=', agentId)
    .where('provider_id', '=', provider.issuer)
    .executeTakeFirst();
  if (!other) return;
  throw refuse(
    'NOT_ALLOWED',
    `Another person at ${provider.label} signs in here with this address. Ask an owner or admin: if it is you, they deactivate and reactivate your account.`,
    { reason: 'other-person' },
  );
}

async function joinBy(tx: Tx, person: Vouched, provider: Provider, now: Date): Promise<string> {
  const invited = await acceptInvitationOf(tx, person, now);
  if (invited) return invited;
  if (!provider.joinAs)
    throw refuse('NOT_ALLOWED', 'Nobody has invited you here yet. Ask an owner or admin for an invitation.', {
      reason: 'not-invited',
    });
  const { name, email } = person;
  return addAgent(tx, null, { name, email, role: provider.joinAs, passwordHash: null }, now);
}
