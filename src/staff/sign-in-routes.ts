import { implement } from '@orpc/server';
import { transact } from '../platform/db/transact.ts';
import { addressKey } from '../platform/http/address.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import { act } from './act.ts';
import { forgetSession, hashOf } from './better-auth.ts';
import { changeMe } from './change-agent.ts';
import { giveTryBack, takeTry } from './code-tries.ts';
import { staffContract } from './contract.ts';
import { endSessions } from './end-sessions.ts';
import { inPerson, keepNowhere } from './in-person.ts';
import { acceptInvitation } from './invite.ts';
import { knowDevice } from './known-device.ts';
import { readLink } from './one-time-link.ts';
import { changePassword, resetPassword } from './password.ts';
import { preferencesOf } from './preferences.ts';
import { provePassword } from './prove.ts';
import { needOwnWay } from './provider/settings.ts';
import {
  confirmSecondFactor,
  endSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from './second-factor.ts';
import { needsSetup, setUp } from './setup.ts';
import { enter, signIn } from './sign-in.ts';
import { identify, signedIn } from './signed-in.ts';
import { takeOne } from './take-one.ts';
import { limitsOf } from './tries.ts';
import { listSessions, viewInvitation, viewMe, whole } from './views.ts';
import { readWorkspace } from './workspace.ts';

/** The doors through which people come in, and what only they themselves may do to their account. */

const os = implement(staffContract).$context<HttpContext>();
const open = os.use(keepNowhere);
const signed = os.use(signedIn);
const mine = os.use(signedIn).use(inPerson).use(keepNowhere);
const done = { ok: true } as const;

export const signInRoutes = {
  session: signed.session.handler(async ({ context: { ground, caller } }) => {
    const { agentId: id, name, email, role } = caller;
    const [workspace, preferences] = await Promise.all([
      readWorkspace(ground.db),
      preferencesOf(ground.db, id),
    ]);
    return { agent: { id, name, email, role }, preferences, workspace };
  }),
  signIn: open.signIn.handler(async ({ context, input }) => ({
    state: await signIn(context, input, context.ground.clock.now()),
  })),
  signOut: open.signOut.handler(async ({ context }) => {
    const { ground } = context;
    const found = await identify(ground, context.headers);
    const only = found?.sessionId;
    if (found && only) {
      const { agentId } = found.caller;
      await transact(ground.db, (tx) =>
        endSessions(tx, { kind: 'agent', id: agentId }, agentId, { only }, ground.clock.now()),
      );
    }
    forgetSession(context);
    return done;
  }),
  forgotPassword: open.forgotPassword.handler(async ({ context: { ground, ip }, input }) => {
    const now = ground.clock.now();
    const limits = limitsOf(ground);
    takeOne(limits.resetByAddress, addressKey(ip), now);
    // Said to be done even when it is too often: only the mailbox's owner would know the difference.
    if (limits.resetOfAccount.take(input.email, now) === 0)
      await transact(ground.db, (tx) =>
        enqueue(tx, 'staff.password-reset', { email: input.email }, { runAt: now }),
      );
    return done;
  }),
  resetPassword: open.resetPassword.handler(async ({ context, input }) => {
    const { db, clock } = context.ground;
    const now = clock.now();
    // Looked at before the costly hash, so that made-up links cost us nothing.
    await readLink(db, 'reset', input.token, now);
    const passwordHash = await hashOf(input.password);
    const agentId = await transact(db, (tx) =>
      resetPassword(tx, { token: input.token, passwordHash, ip: context.ip }, now),
    );
    knowDevice(context, agentId);
    return done;
  }),
};

export const setupRoutes = {
  state: os.setup.state.handler(async ({ context: { ground } }) => ({ needed: await needsSetup(ground.db) })),
  createOwner: open.setup.createOwner.handler(async ({ context, input }) => {
    const { db, clock } = context.ground;
    const now = clock.now();
    await readLink(db, 'setup', input.token, now);
    const passwordHash = await hashOf(input.password);
    const id = await transact(db, (tx) => setUp(tx, { ...input, passwordHash }, now));
    await enter(context, id, 'link', now);
    return { id };
  }),
};

export const acceptRoutes = {
  look: open.invitations.look.handler(async ({ context: { ground }, input }) => {
    const { invitationId } = await readLink(ground.db, 'invitation', input.token, ground.clock.now());
    if (!invitationId) throw refuse('GONE');
    const { email, name, invitedBy } = await viewInvitation(ground.db, invitationId);
    const workspace = await readWorkspace(ground.db);
    return { email, name, invitedBy: invitedBy?.name ?? null, workspace: workspace.name };
  }),
  accept: open.invitations.accept.handler(async ({ context, input }) => {
    const { db, clock } = context.ground;
    const now = clock.now();
    const { invitationId } = await readLink(db, 'invitation', input.token, now);
    if (!invitationId) throw refuse('GONE');
    // A link out of a mailbox is no way around the provider, where that alone lets people in.
    await needOwnWay(db, (await viewInvitation(db, invitationId)).role);
    const passwordHash = await hashOf(input.password);
    const id = await transact(db, (tx) => acceptInvitation(tx, { ...input, passwordHash }, now));
    await enter(context, id, 'link', now);
    return { id };
  }),
};

export const meRoutes = {
  get: signed.me.get.handler(({ context: { ground, caller } }) => viewMe(ground.db, caller)),
  change: mine.me.change.handler(async ({ context: { ground, caller }, input }) => {
    await transact(ground.db, (tx) => changeMe(tx, caller.agentId, input, ground.clock.now()));
    return viewMe(ground.db, caller);
  }),
  changePassword: mine.me.changePassword.handler(async ({ context, input }) => {
    const { ground, caller, sessionId } = context;
    const now = ground.clock.now();
    await provePassword(context, caller.agentId, input.current, now);
    const passwordHash = await hashOf(input.next);
    await act(context, (tx, by) => changePassword(tx, by, { passwordHash, keepSession: sessionId }, now));
    return done;
  }),
  sessions: mine.me.sessions.handler(async ({ context: { ground, caller, sessionId } }) =>
    whole(await listSessions(ground.db, caller.agentId, sessionId, ground.clock.now())),
  ),
  endSession: mine.me.endSession.handler(async ({ context, input }) => {
    const { agentId } = context.caller;
    const ended = await act(context, (tx, by, now) => endSessions(tx, by, agentId, { only: input.id }, now));
    if (ended === 0) throw refuse('NOT_FOUND');
    return done;
  }),
  endOtherSessions: mine.me.endOtherSessions.handler(async ({ context }) => {
    const { caller, sessionId } = context;
    await act(context, (tx, by, now) => endSessions(tx, by, caller.agentId, { except: sessionId }, now));
    return done;
  }),
  startTwoFactor: mine.me.startTwoFactor.handler(async ({ context, input }) => {
    const { ground, caller } = context;
    await provePassword(context, caller.agentId, input.password, ground.clock.now());
    const { name } = await readWorkspace(ground.db);
    const agent = { id: caller.agentId, email: caller.email };
    return transact(ground.db, (tx) => startSecondFactor(tx, ground.secrets, agent, name));
  }),
  confirmTwoFactor: mine.me.confirmTwoFactor.handler(async ({ context, input }) => {
    const { ground, caller } = context;
    const now = ground.clock.now();
    await takeTry(ground.db, caller.agentId, now);
    const recoveryCodes = await act(context, (tx, by) =>
      confirmSecondFactor(tx, ground.secrets, by, input.code, now),
    );
    await giveTryBack(ground.db, caller.agentId);
    return { recoveryCodes };
  }),
  newRecoveryCodes: mine.me.newRecoveryCodes.handler(async ({ context, input }) => {
    const { ground, caller } = context;
    const now = ground.clock.now();
    await provePassword(context, caller.agentId, input.password, now);
    const recoveryCodes = await act(context, (tx, by) => renewRecoveryCodes(tx, ground.secrets, by, now));
    return { recoveryCodes };
  }),
  endTwoFactor: mine.me.endTwoFactor.handler(async ({ context, input }) => {
    const { ground, caller } = context;
    const now = ground.clock.now();
    await provePassword(context, caller.agentId, input.password, now);
    await act(context, (tx, by) => endSecondFactor(tx, by, caller.agentId, now));
    return done;
  }),
};
