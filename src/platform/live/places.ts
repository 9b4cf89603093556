import type { Db } from '../db/connect.ts';
import type { EventData } from '../db/tables.ts';
import type { Event } from '../events/read.ts';
import type { By } from '../events/record.ts';

const kept = 10_000;

/** Where conversations are, as far as it can be told from what happened to them. */
export type Places = {
  /**
   * A made-up event 'conversation.presence' of this conversation in its present inbox, by which `mayHear`
   * decides who may know of it; undefined if nothing ever happened to it.
   */
  of(conversation: string): Promise<Event | undefined>;
  /** Takes note of an event, which may have moved its conversation. */
  moved(event: Event): void;
};

/** The ground knows no conversations, but every one of them has events, and the last one names its inbox. */
export function createPlaces(db: Db): Places {
  const known = new Map<string, Event>();
  /** Being looked up; what happens meanwhile is newer than the answer. */
  const asked = new Set<string>();
  const keep = (conversation: string, event: Event): Event => {
    const place = { ...event, kind: 'conversation.presence', data: {} };
    known.delete(conversation);
    known.set(conversation, place);
    if (known.size > kept) known.delete(known.keys().next().value as string);
    return place;
  };
  return {
    async of(conversation) {
      const place = known.get(conversation);
      if (place) return place;
      asked.add(conversation);
      const row = await db
        .selectFrom('events')
        .selectAll()
        .where('conversation_id', '=', conversation)
        .where('inbox_id', 'is not', null)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
        .finally(() => asked.delete(conversation));
      return (
        known.get(conversation) ??
        (row &&
          keep(conversation, {
            cursor: { xid: row.xid, id: row.id },
            kind: row.kind,
            by: { kind: row.by_kind as By['kind'], id: row.by_id },
            at: row.at,
            conversationId: row.conversation_id,
            inboxId: row.inbox_id,
            version: row.version,
            data: row.data as EventData,
          }))
      );
    },
    moved(event) {
      const { conversationId, inboxId } = event;
      if (!conversationId || !inboxId) return;
      if (known.has(conversationId) || asked.has(conversationId)) keep(conversationId, event);
    },
  };
}
