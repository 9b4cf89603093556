import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { act } from '../../staff/act.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { mustWord } from '../access.ts';
import { tagsContract } from './contract.ts';
import { addTag, changeTag, mergeTag, removeTag } from './keep-tag.ts';
import { listKeptTags } from './views.ts';

const os = implement(tagsContract).$context<HttpContext>().use(signedIn);
const done = { ok: true } as const;

export const tagsRoutes = {
  keptTags: os.keptTags.handler(({ context: { ground, caller } }) => {
    mustWord(caller, 'tag.see-kept');
    return listKeptTags(ground.db);
  }),
  addTag: os.addTag.handler(({ context, input }) => {
    mustWord(context.caller, 'tag.keep');
    return act(context, (tx, by, now) => addTag(tx, by, input, now));
  }),
  changeTag: os.changeTag.handler(async ({ context, input }) => {
    mustWord(context.caller, 'tag.keep');
    await act(context, (tx, by, now) => changeTag(tx, by, input, now));
    return done;
  }),
  mergeTag: os.mergeTag.handler(({ context, input }) => {
    mustWord(context.caller, 'tag.keep');
    return act(context, (tx, by, now) => mergeTag(tx, by, input, now));
  }),
  removeTag: os.removeTag.handler(async ({ context, input }) => {
    mustWord(context.caller, 'tag.keep');
    await act(context, (tx, by, now) => removeTag(tx, by, input.id, now));
    return done;
  }),
};
