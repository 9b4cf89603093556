import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { mustWord } from '../access.ts';
import { keptContract } from './contract.ts';
import { viewUses } from './views.ts';

const os = implement(keptContract).$context<HttpContext>().use(signedIn);

export const keptRoutes = {
  uses: os.uses.handler(({ context: { ground, caller } }) => {
    mustWord(caller, 'tag.see-kept');
    return viewUses(ground.db);
  }),
};
