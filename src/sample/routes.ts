import { implement } from '@orpc/server';
import type { HttpContext } from '../platform/http/context.ts';
import { must } from '../staff/access.ts';
import { act } from '../staff/act.ts';
import { signedIn } from '../staff/signed-in.ts';
import { sampleContract } from './contract.ts';
import { isPlanted, plantSample } from './plant.ts';
import { removeSample } from './remove.ts';

const os = implement(sampleContract).$context<HttpContext>().use(signedIn);
const done = { ok: true } as const;

/** Whoever sets up the workspace may fill it with sample data, and empty it again. */
export const sampleRoutes = os.router({
  state: os.state.handler(async ({ context: { ground } }) => ({ planted: await isPlanted(ground.db) })),
  plant: os.plant.handler(async ({ context }) => {
    must(context.caller, 'workspace.change');
    const me = context.caller.agentId;
    await act(context, (tx, _by, now) => plantSample(tx, context.ground, me, now));
    return done;
  }),
  remove: os.remove.handler(async ({ context }) => {
    must(context.caller, 'workspace.change');
    await act(context, (tx, by, now) => removeSample(tx, by, now));
    return done;
  }),
});
