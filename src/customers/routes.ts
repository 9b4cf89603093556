import { implement } from '@orpc/server';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { act as actAs, type Context } from '../staff/act.ts';
import { signedIn } from '../staff/signed-in.ts';
import { type Action, must } from './access.ts';
import {
  addCustomer,
  addIdentity,
  blockCustomer,
  changeCustomer,
  removeIdentity,
} from './change-customer.ts';
import { addCompany, changeCompany } from './company.ts';
import { customersContract } from './contract.ts';
import { listCompanies, listCustomers, viewCompany, viewCustomer } from './views.ts';

/** The API of customers: input checked by the contract, then access, then one verb, then one view. */

const os = implement(customersContract).$context<HttpContext>().use(signedIn);

function act<T>(
  context: Context,
  action: Action,
  work: (tx: Tx, by: By, now: Date) => Promise<T>,
): Promise<T> {
  must(context.caller, action);
  return actAs(context, work);
}

export const customersRoutes = os.router({
  list: os.list.handler(({ context, input }) => {
    must(context.caller, 'customer.see');
    return listCustomers(context.ground.db, input);
  }),
  get: os.get.handler(({ context, input }) => {
    must(context.caller, 'customer.see');
    return viewCustomer(context.ground.db, input.id);
  }),
  add: os.add.handler(async ({ context, input }) => {
    const id = await act(context, 'customer.change', (tx, by, now) => addCustomer(tx, by, input, now));
    return viewCustomer(context.ground.db, id);
  }),
  change: os.change.handler(async ({ context, input }) => {
    await act(context, 'customer.change', (tx, by, now) => changeCustomer(tx, by, input, now));
    return viewCustomer(context.ground.db, input.id);
  }),
  addIdentity: os.addIdentity.handler(async ({ context, input }) => {
    await act(context, 'customer.change', (tx, by, now) => addIdentity(tx, by, input, now));
    return viewCustomer(context.ground.db, input.id);
  }),
  removeIdentity: os.removeIdentity.handler(async ({ context, input }) => {
    await act(context, 'customer.change', (tx, by, now) => removeIdentity(tx, by, input, now));
    return viewCustomer(context.ground.db, input.id);
  }),
  block: os.block.handler(async ({ context, input }) => {
    await act(context, 'customer.block', (tx, by, now) => blockCustomer(tx, by, input, now));
    return viewCustomer(context.ground.db, input.id);
  }),
  companies: os.companies.handler(({ context, input }) => {
    must(context.caller, 'customer.see');
    return listCompanies(context.ground.db, input);
  }),
  addCompany: os.addCompany.handler(async ({ context, input }) => {
    const id = await act(context, 'company.change', (tx, by, now) => addCompany(tx, by, input, now));
    return viewCompany(context.ground.db, id);
  }),
  changeCompany: os.changeCompany.handler(async ({ context, input }) => {
    await act(context, 'company.change', (tx, by, now) => changeCompany(tx, by, input, now));
    return { ok: true } as const;
  }),
});
