import { implement } from '@orpc/server';
import type { Tx } from '../platform/db/connect.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import { must } from './access.ts';
import { act } from './act.ts';
import { actOnAgent } from './act-on-agent.ts';
import { addApiKey, revokeApiKey } from './api-key.ts';
import type { Caller, Role } from './caller.ts';
import { changeAgent, deactivateAgent, reactivateAgent } from './change-agent.ts';
import { staffContract } from './contract.ts';
import { endSessions } from './end-sessions.ts';
import { keepNowhere } from './in-person.ts';
import { invite, resendInvitation, withdrawInvitation } from './invite.ts';
import { makeResetLink } from './password.ts';
import { endSecondFactor } from './second-factor.ts';
import { acceptRoutes } from './sign-in-routes.ts';
import { signedIn } from './signed-in.ts';
import { listAgents, listApiKeys, listInvitations, viewAgent, viewInvitation, whole } from './views.ts';

/** Who works here, who is invited, and the keys of their programs. */

const os = implement(staffContract).$context<HttpContext>();
const signed = os.use(signedIn);
const secret = signed.use(keepNowhere);
const done = { ok: true } as const;

export const agentRoutes = {
  list: signed.agents.list.handler(async ({ context: { ground } }) => whole(await listAgents(ground.db))),
  get: signed.agents.get.handler(({ context: { ground }, input }) => viewAgent(ground.db, input.id)),
  change: signed.agents.change.handler(async ({ context, input: { id, name, role, sight } }) => {
    await actOnAgent(context, id, async (tx, by, now, agent) => {
      if (name !== undefined) must(context.caller, 'agent.rename', { agent });
      if (role !== undefined) must(context.caller, 'agent.change-role', { agent, role });
      if (sight !== undefined) must(context.caller, 'agent.change-sight', { agent });
      await changeAgent(tx, by, { agentId: id, name, role, sight }, now);
    });
    return viewAgent(context.ground.db, id);
  }),
  deactivate: signed.agents.deactivate.handler(async ({ context, input: { id } }) => {
    await actOnAgent(context, id, async (tx, by, now, agent) => {
      must(context.caller, 'agent.deactivate', { agent });
      await deactivateAgent(tx, by, id, now);
    });
    return viewAgent(context.ground.db, id);
  }),
  reactivate: signed.agents.reactivate.handler(async ({ context, input: { id } }) => {
    await actOnAgent(context, id, async (tx, by, now, agent) => {
      must(context.caller, 'agent.reactivate', { agent });
      await reactivateAgent(tx, by, id, now);
    });
    return viewAgent(context.ground.db, id);
  }),
  resetLink: secret.agents.resetLink.handler(({ context, input: { id } }) =>
    actOnAgent(context, id, (tx, by, now, agent) => {
      must(context.caller, 'agent.reset-link', { agent });
      if (agent.deactivated_at)
        throw refuse('CONFLICT', 'This person is deactivated. Reactivate them first.');
      return makeResetLink(tx, by, context.ground.config, id, now);
    }),
  ),
  endTwoFactor: signed.agents.endTwoFactor.handler(async ({ context, input: { id } }) => {
    await actOnAgent(context, id, async (tx, by, now, agent) => {
      must(context.caller, 'agent.end-two-factor', { agent });
      await endSecondFactor(tx, by, id, now);
    });
    return done;
  }),
  endSessions: signed.agents.endSessions.handler(async ({ context, input: { id } }) => {
    await actOnAgent(context, id, async (tx, by, now, agent) => {
      must(context.caller, 'agent.end-sessions', { agent });
      await endSessions(tx, by, id, {}, now);
    });
    return done;
  }),
};

/** Checks that the caller may deal with an open invitation, which is locked. Throws NOT_FOUND. */
async function mustChangeInvitation(tx: Tx, caller: Caller, id: string): Promise<void> {
  const found = await tx
    .selectFrom('invitations')
    .select('role')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw refuse('NOT_FOUND');
  must(caller, 'invitation.change', { role: found.role });
}

export const invitationRoutes = {
  ...acceptRoutes,
  list: signed.invitations.list.handler(async ({ context: { ground, caller } }) => {
    must(caller, 'invitation.see');
    return whole(await listInvitations(ground.db));
  }),
  invite: secret.invitations.invite.handler(async ({ context, input }) => {
    const { ground, caller } = context;
    must(caller, 'agent.invite', { role: input.role });
    const { id, ...sent } = await act(context, (tx, by, now) => invite(tx, by, ground.config, input, now));
    return { ...(await viewInvitation(ground.db, id)), ...sent };
  }),
  resend: secret.invitations.resend.handler(async ({ context, input }) => {
    const { ground, caller } = context;
    const { id, ...sent } = await act(context, async (tx, by, now) => {
      await mustChangeInvitation(tx, caller, input.id);
      return resendInvitation(tx, by, ground.config, input.id, now);
    });
    return { ...(await viewInvitation(ground.db, id)), ...sent };
  }),
  withdraw: signed.invitations.withdraw.handler(async ({ context, input: { id } }) => {
    await act(context, async (tx, by, now) => {
      await mustChangeInvitation(tx, context.caller, id);
      await withdrawInvitation(tx, by, id, now);
    });
    return done;
  }),
};

export const apiKeyRoutes = {
  list: signed.apiKeys.list.handler(async ({ context: { ground, caller } }) => {
    must(caller, 'key.see');
    return whole(await listApiKeys(ground.db));
  }),
  add: secret.apiKeys.add.handler(async ({ context, input }) => {
    const { ground, caller } = context;
    must(caller, 'key.make');
    if (caller.scopes && input.scopes.some((scope) => !caller.scopes?.has(scope)))
      throw refuse('NOT_ALLOWED', 'A key cannot make a key that may do more than itself.');
    const { id, key } = await act(context, (tx, by, now) =>
      addApiKey(tx, by, { ...input, agentId: caller.agentId }, now),
    );
    const [made] = await listApiKeys(ground.db, id);
    if (!made) throw refuse('NOT_FOUND');
    return { ...made, key };
  }),
  revoke: signed.apiKeys.revoke.handler(async ({ context, input: { id } }) => {
    await act(context, async (tx, by, now) => {
      must(context.caller, 'key.see');
      const agent = await ownerOfKey(tx, id);
      must(context.caller, 'key.revoke', { agent });
      await revokeApiKey(tx, by, id, now);
    });
    return done;
  }),
};

async function ownerOfKey(tx: Tx, id: string): Promise<{ id: string; role: Role }> {
  const agent = await tx
    .selectFrom('api_keys')
    .innerJoin('agents', 'agents.id', 'api_keys.agent_id')
    .select(['agents.id', 'agents.role'])
    .where('api_keys.id', '=', id)
    .executeTakeFirst();
  if (!agent) throw refuse('NOT_FOUND');
  return agent;
}
