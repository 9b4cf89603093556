import type { Db, Tx } from '../platform/db/connect.ts';
import { transact } from '../platform/db/transact.ts';
import type { By } from '../platform/events/record.ts';
import type { Ground } from '../platform/ground.ts';
import { refuse } from '../platform/http/errors.ts';
import { say } from '../platform/words.ts';
import { addBrand } from './brand.ts';
import { addInbox } from './inbox.ts';
import { addAgent } from './join.ts';
import { linkUrl, makeLink, spendLink } from './one-time-link.ts';
import type {} from './tables.ts';
import { addTeam } from './team.ts';
import type { Workspace } from './types.ts';
import { changeWorkspace, readWorkspace } from './workspace.ts';

/** Whether nobody has an account yet, so that the one-time link is what lets somebody in. */
export async function needsSetup(db: Db): Promise<boolean> {
  const owner = await db
    .selectFrom('agents')
    .select('id')
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  return owner === undefined;
}

/**
 * Says where Rapport runs; while it has no owner, with a fresh one-time link to make the first account,
 * which replaces the one of an earlier start. It goes to the terminal and never into the log, because
 * logs are kept and passed on.
 */
export async function announceSetup(
  ground: Ground,
  port: number,
  print: (line: string) => void = console.log,
): Promise<void> {
  const { config, db } = ground;
  const publicUrl = config.port === 0 ? config.publicUrl.replace(/:0$/, `:${port}`) : config.publicUrl;
  print(`Rapport runs at ${publicUrl}`);
  if (!(await needsSetup(db))) return;
  const token = await transact(db, (tx) =>
    makeLink(tx, { purpose: 'setup', expiresAt: null }, ground.clock.now()),
  );
  print(
    `Make the first account here (the link works once):\n  ${linkUrl({ ...config, publicUrl }, 'setup', token)}`,
  );
}

export type FirstOwner = { name: string; email: string; passwordHash: string };

/** Makes the first account by the printed link. Returns its id. Throws GONE if the link is not good any more. */
export async function setUp(
  tx: Tx,
  input: FirstOwner & { token: string; workspace: Workspace },
  now: Date,
): Promise<string> {
  await spendLink(tx, 'setup', input.token, now);
  if (!(await needsSetup(tx)))
    throw refuse('GONE', 'The first account has been made already. Please sign in.');
  const id = await addOwner(tx, input, now);
  await changeWorkspace(tx, { kind: 'agent', id }, input.workspace, now);
  await layOut(tx, { kind: 'agent', id }, now);
  return id;
}

/**
 * Makes an owner for somebody who is at the machine itself, as bin/create-owner does. The one-time link
 * ends with it. Returns the id. Throws ALREADY_EXISTS.
 */
export async function createOwner(tx: Tx, input: FirstOwner, now: Date): Promise<string> {
  const id = await addOwner(tx, input, now);
  await tx.deleteFrom('one_time_links').where('purpose', '=', 'setup').execute();
  await layOut(tx, { kind: 'agent', id }, now);
  return id;
}

const addOwner = (tx: Tx, { name, email, passwordHash }: FirstOwner, now: Date): Promise<string> =>
  addAgent(tx, null, { name, email, passwordHash, role: 'owner' }, now);

/** A brand, a team and an inbox to begin with, so that the first mailbox has somewhere to bring its mail. */
async function layOut(tx: Tx, by: By & { id: string | null }, now: Date): Promise<void> {
  const brand = await tx.selectFrom('brands').select('id').limit(1).executeTakeFirst();
  if (brand) return;
  const { name, hue, locale } = await readWorkspace(tx);
  const brandId = await addBrand(tx, by, { name, hue }, now);
  const memberIds = by.id ? [by.id] : [];
  const teamId = await addTeam(tx, by, { name: say('staff.first.team', {}, locale), memberIds }, now);
  await addInbox(tx, by, { name: say('staff.first.inbox', {}, locale), brandId, teamId }, now);
}
