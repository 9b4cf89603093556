import { later } from '../db/ask.ts';
import type { Tx } from '../db/connect.ts';
import type { EventData } from '../db/tables.ts';

/** Who did something: an agent, a customer, a rule or bot, or Rapport itself (id null). */
export type By = {
  kind: 'agent' | 'customer' | 'rule' | 'system';
  id: string | null;
  /** From which address, where a request brought it; the audit log notes it. */
  ip?: string | null;
  /** The API key that was shown, if it was a program. */
  keyId?: string | null;
};

/** Rapport itself, acting for nobody. */
export const bySystem: By = { kind: 'system', id: null };

/** Something that happened, as a row: ids and names of states only, never content (law 14). */
export type NewEvent = {
  kind: string;
  by: By;
  at: Date;
  conversationId?: string | null;
  inboxId?: string | null;
  /** The conversation's version after this act. */
  version?: number | null;
  data?: EventData;
};

/**
 * Records events inside the transaction that did the act, so that both commit or neither does (law 2).
 * Readers see them after commit, in an order that never skips (read.ts).
 */
export async function record(tx: Tx, ...events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    at: event.at,
    kind: event.kind,
    by_kind: event.by.kind,
    by_id: event.by.id,
    conversation_id: event.conversationId ?? null,
    inbox_id: event.inboxId ?? null,
    version: event.version ?? null,
    data: JSON.stringify(event.data ?? {}),
  }));
  await later(tx, tx.insertInto('events').values(rows));
}
