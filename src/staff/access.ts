import { refuse } from '../platform/http/errors.ts';
import { type Caller, type Role, reaches, roles } from './caller.ts';
import { needScope } from './signed-in.ts';

/*
 * Who may do what to staff, as one page of rules; access.test.ts holds the same page as a table. Nobody
 * acts on, or makes, somebody above themselves.
 */

/** Whom or what it is about, as far as a rule asks. */
export type About = {
  /** The agent it is done to, or whose key it is. */
  agent?: { id: string; role: Role };
  /** The role that will be given. */
  role?: Role;
  inboxId?: string;
};
type Rule = (caller: Caller, about: About) => boolean;

const anyone: Rule = () => true;
const isAdmin: Rule = ({ role }) => role === 'owner' || role === 'admin';
const isOwner: Rule = ({ role }) => role === 'owner';
const isLead: Rule = ({ role }) => role === 'owner' || role === 'admin' || role === 'supervisor';
const isSelf: Rule = ({ agentId }, { agent }) => agent?.id === agentId;
/** `roles` goes from the most to the least powerful. */
const above = (one: Role, other: Role): boolean => roles.indexOf(one) < roles.indexOf(other);
const notAbove: Rule = (caller, { agent }) => agent !== undefined && !above(agent.role, caller.role);
const givesNotMore: Rule = (caller, { role }) => role !== undefined && !above(role, caller.role);
const inInbox =
  (level: 'view' | 'manage'): Rule =>
  (caller, { inboxId }) =>
    reaches(caller.inboxes.get(inboxId ?? ''), level);

const all =
  (...rules: Rule[]): Rule =>
  (caller, about) =>
    rules.every((rule) => rule(caller, about));
const not =
  (rule: Rule): Rule =>
  (caller, about) =>
    !rule(caller, about);
const either =
  (...rules: Rule[]): Rule =>
  (caller, about) =>
    rules.some((rule) => rule(caller, about));

export const rules = {
  'staff.see': anyone,
  'agent.invite': all(isAdmin, givesNotMore),
  'agent.rename': either(isSelf, all(isAdmin, notAbove)),
  'agent.change-role': all(isAdmin, notAbove, givesNotMore),
  'agent.change-sight': all(isAdmin, notAbove),
  'agent.deactivate': all(isAdmin, notAbove, not(isSelf)),
  'agent.reactivate': all(isAdmin, notAbove),
  'agent.reset-link': all(isAdmin, notAbove, not(isSelf)),
  'agent.end-two-factor': all(isAdmin, notAbove, not(isSelf)),
  'agent.end-sessions': all(isAdmin, notAbove, not(isSelf)),
  'invitation.see': isAdmin,
  'invitation.change': all(isAdmin, givesNotMore),
  'team.change': isLead,
  'brand.change': isAdmin,
  'inbox.see': either(isAdmin, inInbox('view')),
  'inbox.add': isAdmin,
  'inbox.archive': isAdmin,
  'inbox.change': either(isAdmin, inInbox('manage')),
  'inbox.grant': either(isAdmin, inInbox('manage')),
  'key.see': isAdmin,
  'key.make': isAdmin,
  'key.revoke': all(isAdmin, notAbove),
  'workspace.change': isAdmin,
  'provider.see': isAdmin,
  'provider.change': isOwner,
  'audit.see': isAdmin,
  'audit.export': isAdmin,
} satisfies Record<string, Rule>;

export type Action = keyof typeof rules;

/** Whether the caller's role allows it. */
export const may = (caller: Caller, action: Action, about: About = {}): boolean =>
  rules[action](caller, about);

/** Throws NOT_ALLOWED unless the role allows it and a key, if it is one, has the scope `admin`. */
export function must(caller: Caller, action: Action, about: About = {}): void {
  if (!may(caller, action, about)) throw refuse('NOT_ALLOWED');
  if (!action.endsWith('.see')) needScope(caller, 'admin');
}
