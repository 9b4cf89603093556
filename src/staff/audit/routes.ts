import { implement } from '@orpc/server';
import { audit } from '../../platform/events/audit.ts';
import type { HttpContext } from '../../platform/http/context.ts';
import { must } from '../access.ts';
import { act } from '../act.ts';
import { needScope, signedIn } from '../signed-in.ts';
import { auditContract } from './contract.ts';
import { auditCsv } from './csv.ts';
import { listAudit } from './views.ts';

const os = implement(auditContract).$context<HttpContext>().use(signedIn);
const linesAtOnce = 2_000;

export const auditRoutes = {
  list: os.list.handler(({ context: { ground, caller }, input }) => {
    must(caller, 'audit.see');
    // What everybody did is no business of a program that was made to read conversations.
    needScope(caller, 'admin');
    return listAudit(ground.db, input);
  }),
  export: os.export.handler(async ({ context, input }) => {
    must(context.caller, 'audit.export');
    const { items, next } = await listAudit(context.ground.db, { ...input, limit: linesAtOnce });
    const first = input.cursor === undefined;
    if (first) await act(context, (tx, by, now) => audit(tx, by, 'audit.export', 'workspace', null, {}, now));
    return { csv: auditCsv(items, first), next };
  }),
};
