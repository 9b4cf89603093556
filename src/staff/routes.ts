import { agentRoutes, apiKeyRoutes, invitationRoutes } from './agent-routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { brandRoutes, inboxRoutes, teamRoutes, workspaceRoutes } from './inbox-routes.ts';
import { passkeysRoutes } from './passkeys/routes.ts';
import { providerRoutes } from './provider/routes.ts';
import { meRoutes, setupRoutes, signInRoutes } from './sign-in-routes.ts';

/** What answers the contract of staff. */
export const staffRoutes = {
  ...signInRoutes,
  setup: setupRoutes,
  me: meRoutes,
  agents: agentRoutes,
  invitations: invitationRoutes,
  teams: teamRoutes,
  brands: brandRoutes,
  inboxes: inboxRoutes,
  apiKeys: apiKeyRoutes,
  workspace: workspaceRoutes,
  passkeys: passkeysRoutes,
  provider: providerRoutes,
  audit: auditRoutes,
};
