import { sayAutomatically } from '../conversations/say-automatically.ts';
import { answerFeedback } from '../feedback/answer.ts';
import { readAsking } from '../feedback/asking.ts';
import { linkWord } from '../feedback/link.ts';
import { mailOf } from '../feedback/mail.ts';
import { languageFor } from '../feedback/wording.ts';
import { after, minute } from '../platform/clock/clock.ts';
import { newId } from '../platform/ids.ts';
import { day, hour } from './ago.ts';
import type { Told } from './play.ts';
import { agent, person, type Stage } from './stage.ts';
import type { SampleConversation } from './world.ts';

/**
 * Has the customer of a solved sample conversation be asked whether it is settled, and answer. Sample
 * conversations are never asked by themselves (feedback/ask.ts), so what asking writes is written here; the
 * answer comes in by its own door.
 */
export async function plantFeedback(stage: Stage, one: SampleConversation, told: Told): Promise<void> {
  const { tx, ground } = stage;
  if (!one.feedback || !told.solvedAt) return;
  const { id } = told;
  const row = await tx
    .selectFrom('conversations as c')
    .innerJoin('brands as b', 'b.id', 'c.brand_id')
    .select(['c.customer_id', 'c.inbox_id', 'c.team_id', 'b.name as brand'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow();
  const asking = await readAsking(tx, row.inbox_id);
  const language = languageFor([one.language ?? null], asking.language);
  const { name, address } = person(one.customer);
  const askedAt = after(told.solvedAt, hour * minute);
  await tx
    .insertInto('feedback')
    .values({
      conversation_id: id,
      customer_id: row.customer_id,
      inbox_id: row.inbox_id,
      team_id: row.team_id,
      agent_id: one.assignee ? agent(stage, one.assignee).id : null,
      address,
      language,
      asked_at: askedAt,
    })
    .execute();
  const url = `${ground.config.publicUrl}/settled/${linkWord(ground.secrets, id)}`;
  const mail = mailOf({ asking, language, url, name, brand: row.brand });
  await sayAutomatically(tx, { id: newId(), conversationId: id, to: { name, address }, ...mail }, askedAt);
  if (one.feedback === 'silent') return;
  const { settled, rating, comment = '' } = one.feedback;
  const answered = after(askedAt, (settled ? 3 * hour : day) * minute);
  await answerFeedback(tx, ground, id, { settled, rating, comment }, answered);
}
