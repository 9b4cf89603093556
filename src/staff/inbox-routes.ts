import { implement } from '@orpc/server';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import { may, must } from './access.ts';
import { act } from './act.ts';
import { actOnAgent } from './act-on-agent.ts';
import { addBrand, changeBrand, removeBrand } from './brand.ts';
import type { Caller, Role } from './caller.ts';
import { staffContract } from './contract.ts';
import { addInbox, archiveInbox, changeInbox, setAccess } from './inbox.ts';
import {
  listAccess,
  listBrands,
  listInboxes,
  listTeams,
  viewBrand,
  viewInbox,
  viewTeam,
} from './inbox-views.ts';
import { signedIn } from './signed-in.ts';
import { addTeam, changeTeam, removeTeam } from './team.ts';
import { whole } from './views.ts';
import { changeNetwork, changeWorkspace, readNetwork, readWorkspace } from './workspace.ts';

/** Where work arrives and who it belongs to: teams, brands, inboxes, and the workspace around them. */

const os = implement(staffContract).$context<HttpContext>();
const signed = os.use(signedIn);
const done = { ok: true } as const;

export const teamRoutes = {
  list: signed.teams.list.handler(async ({ context: { ground } }) => whole(await listTeams(ground.db))),
  add: signed.teams.add.handler(async ({ context, input }) => {
    must(context.caller, 'team.change');
    const id = await act(context, (tx, by, now) => addTeam(tx, by, input, now));
    return viewTeam(context.ground.db, id);
  }),
  change: signed.teams.change.handler(async ({ context, input: { id, ...input } }) => {
    must(context.caller, 'team.change');
    await act(context, (tx, by, now) => changeTeam(tx, by, id, input, now));
    return viewTeam(context.ground.db, id);
  }),
  remove: signed.teams.remove.handler(async ({ context, input: { id } }) => {
    must(context.caller, 'team.change');
    await act(context, (tx, by, now) => removeTeam(tx, by, id, now));
    return done;
  }),
};

export const brandRoutes = {
  list: signed.brands.list.handler(async ({ context: { ground } }) => whole(await listBrands(ground.db))),
  add: signed.brands.add.handler(async ({ context, input }) => {
    must(context.caller, 'brand.change');
    const id = await act(context, (tx, by, now) => addBrand(tx, by, input, now));
    return viewBrand(context.ground.db, id);
  }),
  change: signed.brands.change.handler(async ({ context, input: { id, ...input } }) => {
    must(context.caller, 'brand.change');
    await act(context, (tx, by, now) => changeBrand(tx, by, id, input, now));
    return viewBrand(context.ground.db, id);
  }),
  remove: signed.brands.remove.handler(async ({ context, input: { id } }) => {
    must(context.caller, 'brand.change');
    await act(context, (tx, by, now) => removeBrand(tx, by, id, now));
    return done;
  }),
};

/** An inbox that may not be seen does not exist; one that may be seen but not managed is refused. */
function mustInInbox(caller: Caller, action: 'inbox.change' | 'inbox.grant', inboxId: string): void {
  if (!may(caller, 'inbox.see', { inboxId })) throw refuse('NOT_FOUND');
  must(caller, action, { inboxId });
}

export const inboxRoutes = {
  list: signed.inboxes.list.handler(async ({ context: { ground, caller }, input }) =>
    whole(await listInboxes(ground.db, caller, input.archived === 'with')),
  ),
  add: signed.inboxes.add.handler(async ({ context, input }) => {
    must(context.caller, 'inbox.add');
    const id = await act(context, (tx, by, now) => addInbox(tx, by, input, now));
    return viewInbox(context.ground.db, context.caller, id);
  }),
  change: signed.inboxes.change.handler(async ({ context, input: { id, ...input } }) => {
    mustInInbox(context.caller, 'inbox.change', id);
    await act(context, (tx, by, now) => changeInbox(tx, by, id, input, now));
    return viewInbox(context.ground.db, context.caller, id);
  }),
  archive: signed.inboxes.archive.handler(async ({ context, input: { id } }) => {
    must(context.caller, 'inbox.archive');
    await act(context, (tx, by, now) => archiveInbox(tx, by, id, true, now));
    return viewInbox(context.ground.db, context.caller, id);
  }),
  restore: signed.inboxes.restore.handler(async ({ context, input: { id } }) => {
    must(context.caller, 'inbox.archive');
    await act(context, (tx, by, now) => archiveInbox(tx, by, id, false, now));
    return viewInbox(context.ground.db, context.caller, id);
  }),
  access: signed.inboxes.access.handler(async ({ context: { ground, caller }, input: { id } }) => {
    mustInInbox(caller, 'inbox.grant', id);
    return whole(await listAccess(ground.db, id));
  }),
  setAccess: signed.inboxes.setAccess.handler(async ({ context, input }) => {
    const { id: inboxId, agentId, level } = input;
    mustInInbox(context.caller, 'inbox.grant', inboxId);
    await actOnAgent(context, agentId, async (tx, by, now, agent) => {
      if (rolesThatManage.has(agent.role))
        throw refuse('BAD_INPUT', 'This role manages every inbox anyway. Change the role to give less.');
      await setAccess(tx, by, { inboxId, agentId, level }, now);
    });
    return done;
  }),
};
const rolesThatManage: ReadonlySet<Role> = new Set(['owner', 'admin', 'supervisor']);

export const workspaceRoutes = {
  get: os.workspace.get.handler(({ context: { ground } }) => readWorkspace(ground.db)),
  change: signed.workspace.change.handler(async ({ context, input }) => {
    must(context.caller, 'workspace.change');
    await act(context, (tx, by, now) => changeWorkspace(tx, by, input, now));
    return readWorkspace(context.ground.db);
  }),
  network: signed.workspace.network.handler(async ({ context: { ground, caller } }) => {
    must(caller, 'workspace.change');
    return { allow: await readNetwork(ground.db) };
  }),
  changeNetwork: signed.workspace.changeNetwork.handler(async ({ context, input: { allow } }) => {
    must(context.caller, 'workspace.change');
    await act(context, (tx, by, now) => changeNetwork(tx, by, allow, now));
    return { allow: await readNetwork(context.ground.db) };
  }),
};
