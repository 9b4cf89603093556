import type { Tx } from '../../platform/db/connect.ts';
import type { Happening } from '../change-conversation.ts';
import { viewDraft, writeDraft } from '../draft.ts';
import type { ScheduledRow } from './schedule.ts';
import type { WhyReturned } from './tables.ts';

/**
 * Gives every reply that waits in a conversation back to its author: it will not leave by itself, and its words
 * are their draft again. The conversation must be locked; what happened is the caller's to record.
 */
export async function giveBackAll(
  tx: Tx,
  conversationId: string,
  why: WhyReturned,
  now: Date,
): Promise<Happening[]> {
  const waiting = await tx
    .selectFrom('scheduled_replies')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'waiting')
    .orderBy('send_at', 'desc')
    .forUpdate()
    .execute();
  const happened: Happening[] = [];
  for (const row of waiting) happened.push(await giveBack(tx, row, { why }, now));
  return happened;
}

/** The same for one that is locked already. `note` says in a sentence what stood in its way. */
export async function giveBack(
  tx: Tx,
  row: ScheduledRow,
  { why, note = null, keep = true, tell = true }: GiveBack,
  now: Date,
): Promise<Happening> {
  if (keep) await keepAsDraft(tx, row, now);
  await tx
    .updateTable('scheduled_replies')
    .set({ state: keep && tell ? 'returned' : 'cancelled', why, note, updated_at: now })
    .where('id', '=', row.id)
    .execute();
  const data = { scheduledId: row.id, agentId: row.agent_id, why };
  return { kind: 'conversation.unscheduled', data };
}

type GiveBack = {
  why: WhyReturned;
  note?: string | null;
  /** Whether its words become a draft again. */
  keep?: boolean;
  /** Whether its author is still to be told. */
  tell?: boolean;
};

type Half = { html?: unknown; files?: unknown };

/** Puts its words before whatever its author has written there since, in the composer's own form. */
async function keepAsDraft(tx: Tx, row: ScheduledRow, now: Date): Promise<void> {
  const draft = (await viewDraft(tx, row.agent_id, row.conversation_id))?.body ?? {};
  const before = (draft.reply ?? {}) as Half & { to?: unknown; cc?: unknown; bcc?: unknown };
  const attached = row.uploads.filter((id) => !row.html?.includes(`/api/uploads/${id}`));
  const files = attached.length
    ? await tx
        .selectFrom('uploads')
        .select(['id', 'name', 'type', 'size'])
        .where('id', 'in', attached)
        .where('by_id', '=', row.agent_id)
        .execute()
    : [];
  const { to, cc, bcc } = row.recipients;
  const body = {
    mode: 'reply',
    reply: {
      html: (row.html ?? paragraphs(row.text)) + (typeof before.html === 'string' ? before.html : ''),
      files: [
        ...files.map((file) => ({ ...file, size: Number(file.size) })),
        ...(Array.isArray(before.files) ? before.files : []),
      ],
      to: to ?? before.to ?? null,
      cc: cc ?? before.cc ?? null,
      bcc: bcc ?? before.bcc ?? [],
    },
    note: draft.note ?? { html: '', files: [] },
    savedAt: now.getTime(),
  };
  await writeDraft(tx, row.agent_id, row.conversation_id, JSON.stringify(body), now);
}

const paragraphs = (text: string): string =>
  text
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .split(/\n{2,}/)
    .map((block) => `<p>${block.replaceAll('\n', '<br>')}</p>`)
    .join('');
