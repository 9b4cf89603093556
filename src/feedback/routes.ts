import { implement } from '@orpc/server';
import { find, must } from '../conversations/access.ts';
import { act } from '../conversations/act.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { signedIn } from '../staff/signed-in.ts';
import { mustSeeFigures } from './access.ts';
import { listAskings, setAsking } from './asking.ts';
import { type FeedbackLine, feedbackContract, type OfQuery, type WhichRows } from './contract.ts';
import { csvOf } from './csv.ts';
import { listRows, viewFigures } from './figures.ts';
import type {} from './tables.ts';

/** The API of feedback: input checked by the contract, then access, then one verb or one view. */

const os = implement(feedbackContract).$context<HttpContext>().use(signedIn);

const mostExported = 20_000;

export const feedbackRoutes = os.router({
  ofConversation: os.ofConversation.handler(async ({ context: { ground, caller }, input }) => {
    const { id } = await find(ground.db, caller, 'view', input.id);
    const row = await ground.db
      .selectFrom('feedback')
      .select(['asked_at as askedAt', 'answered_at as answeredAt', 'settled', 'rating', 'comment'])
      .where('conversation_id', '=', id)
      .executeTakeFirst();
    return row ?? null;
  }),
  figures: os.figures.handler(({ context: { ground, caller }, input }) => {
    mustSeeFigures(caller);
    return viewFigures(ground.db, caller, input);
  }),
  rows: os.rows.handler(({ context: { ground, caller }, input }) => {
    mustSeeFigures(caller);
    return listRows(ground.db, caller, input);
  }),
  csv: os.csv.handler(async ({ context, input }) => {
    mustSeeFigures(context.caller);
    const lines = await everyRow(context, input);
    return new File([csvOf(lines)], 'satisfaction.csv', { type: 'text/csv' });
  }),
  askings: os.askings.handler(({ context: { ground, caller } }) => listAskings(ground.db, caller)),
  setAsking: os.setAsking.handler(async ({ context, input }) => {
    must(context.caller, 'manage', { inbox_id: input.inboxId });
    await act(context, (tx, by, now) => setAsking(tx, by, input, now));
    return { ok: true } as const;
  }),
});

/** Page after page, so that no single query holds all of them. */
async function everyRow(
  { ground, caller }: Parameters<typeof act>[0],
  of: OfQuery & { which: WhichRows },
): Promise<FeedbackLine[]> {
  const lines: FeedbackLine[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRows(ground.db, caller, { ...of, limit: 1_000, cursor });
    lines.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor && lines.length < mostExported);
  return lines;
}
