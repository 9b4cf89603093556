import type { ConversationEvent } from '../conversations/events.ts';
import type {} from '../notices/tables.ts';
import type { NoticeKind } from '../notices/types.ts';
import { after, minute } from '../platform/clock/clock.ts';
import { newId } from '../platform/ids.ts';
import { day } from './ago.ts';
import type { Told } from './play.ts';
import type { Stage } from './stage.ts';

/** What whoever planted the sample data is told of: the conversation, the kind, and the event behind it. */
const told: [key: string, kind: NoticeKind, event: ConversationEvent][] = [
  ['billing', 'answered', 'message.received'],
  ['refund', 'answered', 'message.received'],
  ['renewal', 'mentioned', 'message.noted'],
  ['renewal', 'handed', 'conversation.handed'],
  ['parcel', 'side', 'conversation.aside-answered'],
  ['bounced', 'undelivered', 'message.delivery'],
  ['problem', 'mentioned', 'message.noted'],
  ['count', 'mentioned', 'message.noted'],
];

/**
 * Fills the bell of whoever planted. Samples stay quiet (notices/tell.ts), so nobody is told by sound, desktop
 * or mail; what stands in the list is written here, the older half as read.
 */
export async function plantNotices(stage: Stage, planted: ReadonlyMap<string, Told>): Promise<void> {
  const { tx, me, now } = stage;
  for (const [key, kind, event] of told) {
    const { id } = planted.get(key) as Told;
    const found = await tx
      .selectFrom('events')
      .select(['id', 'at', 'by_kind', 'by_id', 'data'])
      .where('conversation_id', '=', id)
      .where('kind', '=', event)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const { messageId } = found.data;
    await tx
      .insertInto('notices')
      .values({
        id: newId(),
        agent_id: me.id,
        conversation_id: id,
        kind,
        event_id: found.id,
        message_id: typeof messageId === 'string' ? messageId : null,
        by_kind: found.by_kind,
        by_id: found.by_id,
        at: found.at,
        read_at: found.at < after(now, -0.5 * day * minute) ? now : null,
      })
      .execute();
  }
}
