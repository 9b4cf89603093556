import { implement } from '@orpc/server';
import { cannedRoutes } from './canned/routes.ts';
import { archivesRoutes } from './channels/email/archive/routes.ts';
import { outboxRoutes } from './channels/outbox.routes.ts';
import { channelsRoutes } from './channels/routes.ts';
import { contract } from './contract.ts';
import { conversationsRoutes } from './conversations/routes.ts';
import { customersRoutes } from './customers/routes.ts';
import { feedbackRoutes } from './feedback/routes.ts';
import { noticesRoutes } from './notices/routes.ts';
import type { HttpContext } from './platform/http/context.ts';
import { sampleRoutes } from './sample/routes.ts';
import { staffRoutes } from './staff/routes.ts';

/** What answers the contract, one line a room. */
export const router = implement(contract).$context<HttpContext>().router({
  archives: archivesRoutes,
  canned: cannedRoutes,
  channels: channelsRoutes,
  conversations: conversationsRoutes,
  customers: customersRoutes,
  feedback: feedbackRoutes,
  outbox: outboxRoutes,
  notices: noticesRoutes,
  sample: sampleRoutes,
  staff: staffRoutes,
});
