import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Done, Email, Id, Name, Page } from '../platform/http/shapes.ts';
import { NetAllow } from '../platform/net/rules.ts';
import { auditContract } from './audit/contract.ts';
import { scopes } from './caller.ts';
import { passkeysContract } from './passkeys/contract.ts';
import { providerContract } from './provider/contract.ts';
import {
  Agent,
  ApiKey,
  Brand,
  BrandInput,
  Inbox,
  InboxAccess,
  InboxInput,
  Invitation,
  Level,
  Me,
  Password,
  Preferences,
  Role,
  Session,
  Sight,
  Team,
  TeamInput,
  Workspace,
  WorkspaceInput,
} from './types.ts';

/** The API of staff: who works here, how they sign in, and what each may reach (law 7). */

const One = z.object({ id: Id });
/** What stands behind the # of a one-time link; it travels in bodies only, so that no log keeps it. */
const LinkToken = z.string().max(200);
/** A password somebody claims to have: its form is nobody's business. */
const GivenPassword = z.string().max(1000);
const Code = z
  .string()
  .trim()
  .max(40)
  .describe('Six digits from the authenticator app, or one of the recovery codes.');
const Link = z.object({ url: z.string(), expiresAt: z.date() });

const get = (path: `/${string}`, summary: string) => oc.route({ method: 'GET', path, summary });
const post = (path: `/${string}`, summary: string) => oc.route({ method: 'POST', path, summary });
const add = (path: `/${string}`, summary: string) =>
  oc.route({ method: 'POST', path, summary, successStatus: 201 });
const patch = (path: `/${string}`, summary: string) => oc.route({ method: 'PATCH', path, summary });
const put = (path: `/${string}`, summary: string) => oc.route({ method: 'PUT', path, summary });
const remove = (path: `/${string}`, summary: string) => oc.route({ method: 'DELETE', path, summary });

const signInAndOut = {
  session: get('/session', 'Who is signed in, and where').output(
    z.object({
      agent: z.object({ id: Id, name: z.string(), email: z.string(), role: Role }),
      preferences: Preferences,
      workspace: Workspace,
    }),
  ),
  signIn: post('/sign-in', 'Sign in with e-mail and password, and the second factor if there is one')
    .input(z.object({ email: Email, password: GivenPassword, code: Code.optional() }))
    .output(z.object({ state: z.enum(['signed-in', 'code-needed']) })),
  signOut: post('/sign-out', 'End this session').output(Done),
  forgotPassword: post('/password-reset', 'Send a link to set a new password; says the same for any address')
    .input(z.object({ email: Email }))
    .output(Done),
  resetPassword: post('/password-reset/finish', 'Set a new password by that link; ends all sessions')
    .input(z.object({ token: LinkToken, password: Password }))
    .output(Done),
};

const setup = {
  state: get('/setup', 'Whether the first account is still to be made').output(
    z.object({ needed: z.boolean() }),
  ),
  createOwner: add('/setup', 'Make the first account by the one-time link, and sign in')
    .input(
      z.object({
        token: LinkToken,
        name: Name,
        email: Email,
        password: Password,
        workspace: WorkspaceInput,
      }),
    )
    .output(One),
};

const me = {
  get: get('/me', 'Your own account').output(Me),
  change: patch('/me', 'Change your name or preferences')
    .input(z.object({ name: Name.optional(), preferences: Preferences.partial().optional() }))
    .output(Me),
  changePassword: post('/me/password', 'Set a new password; ends your other sessions')
    .input(z.object({ current: GivenPassword, next: Password }))
    .output(Done),
  sessions: get('/me/sessions', 'Where you are signed in').output(Page(Session)),
  endSession: remove('/me/sessions/{id}', 'Sign out one of your sessions').input(One).output(Done),
  endOtherSessions: post('/me/sessions/end-others', 'Sign out everywhere else').output(Done),
  startTwoFactor: post('/me/two-factor', 'Begin with a second factor: the secret for an authenticator app')
    .input(z.object({ password: GivenPassword }))
    .output(z.object({ secret: z.string(), uri: z.string().describe('otpauth:// for a QR code') })),
  confirmTwoFactor: post('/me/two-factor/confirm', 'Switch it on with the first code; gives recovery codes')
    .input(z.object({ code: Code }))
    .output(z.object({ recoveryCodes: z.array(z.string()) })),
  newRecoveryCodes: post('/me/two-factor/recovery-codes', 'New recovery codes; the old ones end')
    .input(z.object({ password: GivenPassword }))
    .output(z.object({ recoveryCodes: z.array(z.string()) })),
  endTwoFactor: post('/me/two-factor/disable', 'Switch the second factor off')
    .input(z.object({ password: GivenPassword }))
    .output(Done),
};

const agents = {
  list: get('/agents', 'Everyone who works here').output(Page(Agent)),
  get: get('/agents/{id}', 'One of them').input(One).output(Agent),
  change: patch('/agents/{id}', 'Change name, role or what they see')
    .input(One.extend({ name: Name.optional(), role: Role.optional(), sight: Sight.optional() }))
    .output(Agent),
  deactivate: post('/agents/{id}/deactivate', 'End access at once; their conversations go back to the team')
    .input(One)
    .output(Agent),
  reactivate: post('/agents/{id}/reactivate', 'Give access again').input(One).output(Agent),
  resetLink: post('/agents/{id}/reset-link', 'A one-time link to set a new password, to hand over yourself')
    .input(One)
    .output(Link),
  endTwoFactor: post('/agents/{id}/two-factor/disable', 'Switch off a lost second factor')
    .input(One)
    .output(Done),
  endSessions: post('/agents/{id}/end-sessions', 'Sign someone out everywhere').input(One).output(Done),
};

const invitations = {
  list: get('/invitations', 'Open invitations').output(Page(Invitation)),
  invite: add('/invitations', 'Invite a colleague; mailed when a mailbox exists')
    .input(
      z.object({
        email: Email,
        name: z.string().trim().max(200).default(''),
        role: Role.default('agent'),
        teamIds: z.array(Id).max(100).default([]),
        levels: z
          .array(z.object({ inboxId: Id, level: Level }))
          .max(500)
          .default([]),
      }),
    )
    .output(Invitation.extend({ link: Link, mailed: z.boolean() })),
  resend: post('/invitations/{id}/resend', 'A new link; the old one ends')
    .input(One)
    .output(Invitation.extend({ link: Link, mailed: z.boolean() })),
  withdraw: remove('/invitations/{id}', 'Take an invitation back').input(One).output(Done),
  look: post('/invitations/look', 'What a link invites to')
    .input(z.object({ token: LinkToken }))
    .output(
      z.object({
        email: z.string(),
        name: z.string(),
        invitedBy: z.string().nullable(),
        workspace: z.string(),
      }),
    ),
  accept: add('/invitations/accept', 'Accept by the link, and sign in')
    .input(z.object({ token: LinkToken, name: Name, password: Password }))
    .output(One),
};

const teams = {
  list: get('/teams', 'All teams').output(Page(Team)),
  add: add('/teams', 'Add a team').input(TeamInput).output(Team),
  change: patch('/teams/{id}', 'Change a team; members are replaced as a whole')
    .input(One.extend(TeamInput.partial().shape))
    .output(Team),
  remove: remove('/teams/{id}', 'Remove a team; its conversations stay, without a team')
    .input(One)
    .output(Done),
};

const brands = {
  list: get('/brands', 'All brands').output(Page(Brand)),
  add: add('/brands', 'Add a brand').input(BrandInput).output(Brand),
  change: patch('/brands/{id}', 'Change a brand').input(One.extend(BrandInput.partial().shape)).output(Brand),
  remove: remove('/brands/{id}', 'Remove a brand that no inbox uses').input(One).output(Done),
};

const inboxes = {
  list: get('/inboxes', 'The inboxes you may see')
    .input(z.object({ archived: z.enum(['with', 'without']).default('without') }))
    .output(Page(Inbox)),
  add: add('/inboxes', 'Add an inbox').input(InboxInput).output(Inbox),
  change: patch('/inboxes/{id}', 'Change an inbox')
    .input(One.extend(InboxInput.partial().shape))
    .output(Inbox),
  archive: post('/inboxes/{id}/archive', 'Put away; its conversations stay findable for owners and admins')
    .input(One)
    .output(Inbox),
  restore: post('/inboxes/{id}/restore', 'Use it again').input(One).output(Inbox),
  access: get('/inboxes/{id}/access', 'Who may do what here').input(One).output(Page(InboxAccess)),
  setAccess: put(
    '/inboxes/{id}/access/{agentId}',
    'Give someone a level of their own; null gives the default',
  )
    .input(One.extend({ agentId: Id, level: Level.nullable() }))
    .output(Done),
};

const apiKeys = {
  list: get('/api-keys', 'API keys').output(Page(ApiKey)),
  add: add('/api-keys', 'Make a key of your own; it is shown this once')
    .input(
      z.object({
        name: Name,
        scopes: z.array(z.enum(scopes)).min(1).max(3).default(['read', 'write']),
        expiresAt: z.coerce.date().nullish(),
      }),
    )
    .output(ApiKey.extend({ key: z.string() })),
  revoke: remove('/api-keys/{id}', 'End a key at once').input(One).output(Done),
};

/** A mail server in the own network is private; it may be connected to only if it is listed here. */
const Network = z.object({ allow: NetAllow });

const workspace = {
  get: get('/workspace', 'Name, hue, language and time zone').output(Workspace),
  change: patch('/workspace', 'Change them').input(WorkspaceInput.partial()).output(Workspace),
  network: get('/workspace/network', 'Which private addresses Rapport may connect to').output(Network),
  changeNetwork: put('/workspace/network', 'Allow private addresses, ranges or hosts; replaces the list')
    .input(Network)
    .output(Network),
};

export const staffContract = {
  ...signInAndOut,
  setup,
  me,
  agents,
  invitations,
  teams,
  brands,
  inboxes,
  apiKeys,
  workspace,
  passkeys: passkeysContract,
  provider: providerContract,
  audit: auditContract,
};
