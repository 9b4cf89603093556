import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import type { ConversationRow } from './change-conversation.ts';
import { viewMessages } from './message-views.ts';

/** More than this need not be shown to say that a reply is out of date. */
const most = 20;

/**
 * Throws NEWER_MESSAGE, with what was missed, if anybody but the author said or noted something after the
 * message they saw last. A message that is not in this conversation counts as nothing seen.
 */
export async function stopIfUnseen(tx: Tx, by: By, row: ConversationRow, seen: string | null): Promise<void> {
  if (seen === row.last_message_id) return;
  const last = seen
    ? await tx
        .selectFrom('messages')
        .select(['id', 'at'])
        .where('id', '=', seen)
        .where('conversation_id', '=', row.id)
        .executeTakeFirst()
    : undefined;
  let newer = tx
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', row.id)
    .where('direction', 'in', ['in', 'out', 'note'])
    .where((eb) => eb.or([eb('delivery', 'is', null), eb('delivery', '<>', 'cancelled')]))
    .where((eb) => eb.or([eb('author_id', 'is', null), eb('author_id', 'is distinct from', by.id)]));
  if (last) {
    // The newest counts even if its clock reads the same millisecond as the one seen.
    newer = newer.where((eb) =>
      eb.or([sql<boolean>`(at, id) > (${last.at}, ${last.id})`, eb('id', '=', row.last_message_id)]),
    );
  }
  const missed = await newer.orderBy('at', 'desc').orderBy('id', 'desc').limit(most).execute();
  const newest = missed[0];
  if (!newest) return;
  const ids = missed.map(({ id }) => id).toReversed();
  throw refuse('NEWER_MESSAGE', undefined, { newest: newest.id, missed: await viewMessages(tx, ids) });
}
