import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { conversationsContract } from '../contract.ts';
import { listCustomerFiles, listCustomerMessages } from './views.ts';

const os = implement(conversationsContract).$context<HttpContext>().use(signedIn);

/** The API of a customer's whole history. */
export const historyRoutes = {
  customerMessages: os.customerMessages.handler(({ context, input }) =>
    listCustomerMessages(context.ground.db, context.caller, input),
  ),
  customerFiles: os.customerFiles.handler(({ context, input }) =>
    listCustomerFiles(context.ground.db, context.caller, input),
  ),
};
