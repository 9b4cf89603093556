import { createHash, randomBytes } from 'node:crypto';
import type { Config } from '../platform/config.ts';
import type { Db, Tx } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import type {} from './tables.ts';

/** What a link is for, and the page it opens. */
const pages = { setup: '/setup', invitation: '/invite', reset: '/reset' } as const;
export type LinkPurpose = keyof typeof pages;

export type NewLink = {
  purpose: LinkPurpose;
  agentId?: string;
  invitationId?: string;
  /** null: as long as its purpose lasts. */
  expiresAt: Date | null;
};
/** Whom a link is for. */
export type LinkSubject = { agentId: string | null; invitationId: string | null; expiresAt: Date | null };

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Makes a link that works once, in place of any earlier one of the same purpose for the same person.
 * Returns its token of 256 random bits; only the hash is kept.
 */
export async function makeLink(tx: Tx, link: NewLink, now: Date): Promise<string> {
  const { purpose, agentId = null, invitationId = null, expiresAt } = link;
  await tx
    .deleteFrom('one_time_links')
    .where('purpose', '=', purpose)
    .where('agent_id', 'is not distinct from', agentId)
    .where('invitation_id', 'is not distinct from', invitationId)
    .execute();
  const token = randomBytes(32).toString('base64url');
  await tx
    .insertInto('one_time_links')
    .values({
      token_hash: hashOf(token),
      purpose,
      agent_id: agentId,
      invitation_id: invitationId,
      created_at: now,
      expires_at: expiresAt,
    })
    .execute();
  return token;
}

/** The link as a person opens it. The token stands behind the #, which browsers send to no server. */
export const linkUrl = (config: Config, purpose: LinkPurpose, token: string): string =>
  `${config.publicUrl}${pages[purpose]}#${token}`;

/** Looks at a link without using it. Throws GONE if it is unknown, used or has run out. */
export async function readLink(db: Db, purpose: LinkPurpose, token: string, now: Date): Promise<LinkSubject> {
  const row = await db
    .selectFrom('one_time_links')
    .select(['agent_id', 'invitation_id', 'expires_at'])
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  return stillGood(row, now);
}

/** Uses a link up: of several who try at once, one succeeds. Throws GONE to all others. */
export async function spendLink(
  tx: Tx,
  purpose: LinkPurpose,
  token: string,
  now: Date,
): Promise<LinkSubject> {
  const row = await tx
    .deleteFrom('one_time_links')
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', purpose)
    .returning(['agent_id', 'invitation_id', 'expires_at'])
    .executeTakeFirst();
  return stillGood(row, now);
}

type Row = { agent_id: string | null; invitation_id: string | null; expires_at: Date | null };

function stillGood(row: Row | undefined, now: Date): LinkSubject {
  if (!row || (row.expires_at && row.expires_at <= now)) throw refuse('GONE');
  return { agentId: row.agent_id, invitationId: row.invitation_id, expiresAt: row.expires_at };
}
