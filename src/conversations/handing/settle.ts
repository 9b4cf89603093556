import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { type By, record } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import type {} from './tables.ts';

type Row = Selectable<Tables['handed_drafts']>;
export type Settle = { handedId: string; to: 'taken' | 'discarded' | 'waiting' | 'withdrawn' };

/**
 * Settles a handed draft and returns its body. Whom it waits for takes or discards it, or lets it wait again;
 * whoever handed it takes it back as long as it waits. Files go with it: they become uploads of whoever has it.
 * Doing the same twice gives the same. Throws NOT_FOUND for anybody else, CONFLICT if it was settled otherwise.
 */
export async function settleDraft(
  tx: Tx,
  by: By & { id: string },
  input: Settle,
  now: Date,
): Promise<{ body: Record<string, unknown>; conversationId: string }> {
  const row = await tx
    .selectFrom('handed_drafts')
    .selectAll()
    .where('id', '=', input.handedId)
    .forUpdate()
    .executeTakeFirst();
  const mine = row && (input.to === 'withdrawn' ? row.from_id === by.id : row.to_id === by.id);
  if (!row || !mine) throw refuse('NOT_FOUND');
  const { to } = input;
  // What was merged lies in another by now, and that is where one goes on.
  const { lies_in_id } = await tx
    .selectFrom('conversations')
    .select('lies_in_id')
    .where('id', '=', row.conversation_id)
    .executeTakeFirstOrThrow();
  const conversationId = lies_in_id ?? row.conversation_id;
  if (row.state === to) return { body: row.body, conversationId };
  if (!ways[row.state].includes(to)) {
    throw refuse(
      'CONFLICT',
      row.state === 'withdrawn'
        ? 'This draft was taken back a moment ago.'
        : 'This draft was taken a moment ago. Nothing was changed.',
    );
  }
  const body = to === 'taken' || to === 'withdrawn' ? await ownFiles(tx, row, by.id, now) : row.body;
  await tx
    .updateTable('handed_drafts')
    .set({ state: to, body: JSON.stringify(body), settled_at: to === 'waiting' ? null : now })
    .where('id', '=', row.id)
    .execute();
  const agents = [...new Set([row.from_id, row.to_id])];
  await record(tx, ...agents.map((agentId) => ({ kind: 'own.handed', by, at: now, data: { agentId } })));
  return { body, conversationId };
}

const ways: Record<Row['state'], readonly Settle['to'][]> = {
  waiting: ['taken', 'discarded', 'withdrawn'],
  discarded: ['waiting', 'taken', 'withdrawn'],
  taken: [],
  withdrawn: [],
};

type Files = readonly { id: string }[];
type Halves = { [half in 'reply' | 'note']?: { files?: Files } };

/** Uploads are one agent's own: whoever takes the draft gets the same files under ids of their own. */
async function ownFiles(tx: Tx, row: Row, agentId: string, now: Date): Promise<Row['body']> {
  const halves = row.body as Halves;
  const ids = (['reply', 'note'] as const).flatMap((half) =>
    (Array.isArray(halves[half]?.files) ? (halves[half].files as Files) : []).map((file) => file.id),
  );
  const pictures = [...JSON.stringify(row.body).matchAll(/\/uploads\/([0-9a-f-]{36})/g)].map(
    (match) => match[1] as string,
  );
  const wanted = [...new Set([...ids, ...pictures])].filter((id) => typeof id === 'string').slice(0, 100);
  if (wanted.length === 0 || agentId === row.from_id) return row.body;
  const uploads = await tx
    .selectFrom('uploads')
    .selectAll()
    .where('id', 'in', wanted)
    .where('by_id', '=', row.from_id)
    .execute();
  let json = JSON.stringify(row.body);
  for (const upload of uploads) {
    const id = newId();
    await tx
      .insertInto('uploads')
      .values({ ...upload, id, by_id: agentId, created_at: now })
      .execute();
    json = json.replaceAll(upload.id, id);
  }
  return JSON.parse(json) as Row['body'];
}
