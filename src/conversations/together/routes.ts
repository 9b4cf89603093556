import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { find, findByMessage, must } from '../access.ts';
import { act } from '../act.ts';
import type { ConversationRow } from '../change-conversation.ts';
import { conversationsContract } from '../contract.ts';
import { answerIncidents } from './answer-incidents.ts';
import { link, unlink } from './link.ts';
import { merge } from './merge.ts';
import { split } from './split.ts';
import { enterAll } from './tree.ts';
import { lockMerged, unmerge } from './unmerge.ts';
import { listLinks } from './views.ts';

const os = implement(conversationsContract).$context<HttpContext>().use(signedIn);
const of = (rows: ReadonlyMap<string, ConversationRow>, ref: string) => rows.get(ref) as ConversationRow;

/** The API of what conversations have to do with each other. */
export const togetherRoutes = {
  merge: os.merge.handler(({ context, input: { id, sources, acrossInboxes } }) =>
    act(context, async (tx, by, now) => {
      const rows = await enterAll(tx, context.caller, [id, ...sources]);
      const target = of(rows, id);
      const others = [...new Set(sources.map((ref) => of(rows, ref)))];
      return merge(tx, by, { target, sources: others, acrossInboxes }, now);
    }),
  ),
  unmerge: os.unmerge.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      const { id } = await find(tx, context.caller, 'view', input.id);
      const rows = await lockMerged(tx, id);
      // From both: what goes back leaves the one, and is read again in the other.
      for (const row of [rows.source, rows.root]) {
        await find(tx, context.caller, 'view', row.id);
        must(context.caller, 'change', row);
      }
      return unmerge(tx, by, rows, now);
    }),
  ),
  split: os.split.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      await findByMessage(tx, context.caller, 'change', input.messageId);
      return split(tx, by, input, now);
    }),
  ),
  links: os.links.handler(({ context, input }) => listLinks(context.ground.db, context.caller, input.id)),
  link: os.link.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      const rows = await enterAll(tx, context.caller, [input.id, input.otherId]);
      return link(tx, by, { row: of(rows, input.id), other: of(rows, input.otherId), as: input.as }, now);
    }),
  ),
  unlink: os.unlink.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      const rows = await enterAll(tx, context.caller, [input.id, input.otherId]);
      return unlink(tx, by, { row: of(rows, input.id), other: of(rows, input.otherId) }, now);
    }),
  ),
  answerIncidents: os.answerIncidents.handler(({ context, input }) => answerIncidents(context, input)),
};
