import { transact } from '../../platform/db/transact.ts';
import { Refusal, refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { enter, find } from '../access.ts';
import { byOf, type Context } from '../act.ts';
import { reply } from '../reply.ts';
import type { Written } from '../written.ts';

export type AnswerIncidents = Written & {
  /** The problem. */
  id: string;
  incidents: readonly { id: string; messageId?: string | undefined; seen?: string | null | undefined }[];
  solve: boolean;
  undoSeconds?: number | undefined;
};

export type Answered = { id: string; messageId: string | null; error: string | null };

/**
 * Answers the incidents of a problem with the same words, each by the one door out and in a transaction of its
 * own, so that whatever stops one (a newer message, no access) is told of that one and stops no other. Only its
 * own incidents are answered. Repeating it with the same message ids answers nobody twice.
 */
export async function answerIncidents(context: Context, input: AnswerIncidents): Promise<Answered[]> {
  const { ground, caller } = context;
  const problem = await find(ground.db, caller, 'change', input.id);
  const { id: _, incidents, ...words } = input;
  const answers: Answered[] = [];
  for (const { id, messageId = newId(), seen } of incidents) {
    try {
      await transact(ground.db, async (tx) => {
        await enter(tx, caller, 'reply', id);
        const linked = await tx
          .selectFrom('conversation_links')
          .select('kind')
          .where('from_id', '=', id)
          .where('to_id', '=', problem.id)
          .where('kind', '=', 'incident')
          .executeTakeFirst();
        if (!linked) throw refuse('CONFLICT', 'It is no incident of this problem any more.');
        return reply(tx, byOf(context), { ...words, id, messageId, seen }, ground.clock.now());
      });
      answers.push({ id, messageId, error: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answers.push({ id, messageId: null, error: error.message });
    }
  }
  return answers;
}
