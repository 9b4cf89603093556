import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/connect.ts';
import { agentHtmlToText } from '../platform/html/sanitize.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Caller } from '../staff/caller.ts';
import type { CannedFilled } from './contract.ts';
import { chooseText, fill } from './fill.ts';
import { knownOf, valuesOf } from './values.ts';
import { viewReply } from './views.ts';

type For = { id: string; conversationId: string; language?: string | undefined };

/**
 * How a canned reply reads in a conversation: its variant in the language given, else that of the newest message
 * of the customer's, else the customer's own, else the first; with its words in braces filled in. Throws NOT_FOUND.
 */
export async function fillReply(db: Db, caller: Caller, input: For, now: Date): Promise<CannedFilled> {
  const reply = await viewReply(db, caller, input.id);
  const known = await knownOf(db, caller, input.conversationId);
  const newest = await db
    .selectFrom('messages')
    .select('language')
    .where('conversation_id', '=', known.conversation.id)
    .where('direction', '=', 'in')
    .where('language', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const wanted = [input.language, newest?.language, known.customer.language];
  const text = chooseText(reply.texts, wanted);
  if (!text) throw refuse('NOT_FOUND');
  const { html, missing } = fill(text.html, valuesOf(known, caller, text.language, now));
  return { html, text: agentHtmlToText(html), language: text.language, missing, attachments: reply.files };
}

/** The same, counted, with its files copied into uploads of the caller's, ready to be attached. */
export async function useReply(tx: Tx, caller: Caller, input: For, now: Date): Promise<CannedFilled> {
  const filled = await fillReply(tx, caller, input, now);
  await tx
    .insertInto('canned_reply_uses')
    .values({ canned_reply_id: input.id, agent_id: caller.agentId, times: 1, used_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['canned_reply_id', 'agent_id'])
        .doUpdateSet({ times: sql<number>`canned_reply_uses.times + 1`, used_at: now }),
    )
    .execute();
  return { ...filled, attachments: await copyFiles(tx, caller, input.id, now) };
}

async function copyFiles(
  tx: Tx,
  caller: Caller,
  id: string,
  now: Date,
): Promise<CannedFilled['attachments']> {
  const files = await tx
    .selectFrom('canned_reply_files')
    .select(['name', 'type', 'size', 'file_hash'])
    .where('canned_reply_id', '=', id)
    .orderBy('position')
    .execute();
  if (files.length === 0) return [];
  const uploads = files.map((file) => ({ ...file, id: newId(), by_id: caller.agentId, created_at: now }));
  await tx.insertInto('uploads').values(uploads).execute();
  return uploads.map(({ id: upload, name, type, size }) => ({ id: upload, name, type, size: Number(size) }));
}
