import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { readWorkspace } from '../../staff/workspace.ts';
import { mustWord } from '../access.ts';
import { workloadContract } from './contract.ts';
import { viewWorkload } from './views.ts';

const os = implement(workloadContract).$context<HttpContext>().use(signedIn);

export const workloadRoutes = {
  workload: os.workload.handler(async ({ context: { ground, caller } }) => {
    mustWord(caller, 'work.see');
    const { timeZone: zone } = await readWorkspace(ground.db);
    return viewWorkload(ground, caller, startOfDay(ground.clock.now(), zone));
  }),
};

/** Midnight of the workspace's day. */
export function startOfDay(now: Date, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(now);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const passed = ((of('hour') * 60 + of('minute')) * 60 + of('second')) * 1_000 + now.getMilliseconds();
  return new Date(now.getTime() - passed);
}
