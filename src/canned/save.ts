import type { Tx } from '../platform/db/connect.ts';
import { type By, record } from '../platform/events/record.ts';
import { agentHtmlToText, sanitizeAgentHtml } from '../platform/html/sanitize.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Caller } from '../staff/caller.ts';
import { mustKeep } from './access.ts';
import type { CannedGiven } from './contract.ts';
import type {} from './tables.ts';

/** How many one agent may keep for themselves, and how many there may be for teams and everyone. */
const most = { personal: 500, shared: 2_000 };

type Saved = { id: string; version: number };

/** Adds a canned reply. Idempotent by `id`. Throws NOT_ALLOWED, BAD_INPUT, TOO_MANY. */
export async function addReply(
  tx: Tx,
  caller: Caller,
  by: By,
  input: CannedGiven & { id: string },
  now: Date,
): Promise<Saved> {
  const known = await tx
    .selectFrom('canned_replies')
    .select(['id', 'version', 'created_by'])
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (known && known.created_by !== caller.agentId) throw refuse('ALREADY_EXISTS');
  if (known) return { id: known.id, version: known.version };
  const whose = whoseIs(input, caller);
  mustKeep(caller, whose);
  await mustHaveRoom(tx, whose.agent_id);
  await tx
    .insertInto('canned_replies')
    .values({
      id: input.id,
      ...whose,
      ...named(input),
      created_by: caller.agentId,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await writeTexts(tx, input);
  await writeFiles(tx, caller, input);
  await record(tx, { kind: 'canned.saved', by, at: now, data: { cannedReplyId: input.id } });
  return { id: input.id, version: 1 };
}

/** Changes a canned reply, whole. Throws CONFLICT when it is not the `version` the caller has seen. */
export async function changeReply(
  tx: Tx,
  caller: Caller,
  by: By,
  input: CannedGiven & { id: string; version?: number | undefined },
  now: Date,
): Promise<Saved> {
  const row = await lockReply(tx, caller, input.id);
  if (input.version !== undefined && input.version !== row.version) throw refuse('CONFLICT');
  const whose = whoseIs(input, caller);
  mustKeep(caller, whose);
  const version = row.version + 1;
  await tx
    .updateTable('canned_replies')
    .set({ ...whose, ...named(input), version, updated_at: now })
    .where('id', '=', row.id)
    .execute();
  await tx.deleteFrom('canned_reply_texts').where('canned_reply_id', '=', row.id).execute();
  await writeTexts(tx, input);
  await tx
    .deleteFrom('canned_reply_files')
    .where('canned_reply_id', '=', row.id)
    .$if(input.files.length > 0, (query) => query.where('id', 'not in', input.files))
    .execute();
  await writeFiles(tx, caller, input);
  await record(tx, { kind: 'canned.saved', by, at: now, data: { cannedReplyId: row.id } });
  return { id: row.id, version };
}

/** Removes a canned reply; what was sent with it stays as it was sent. */
export async function removeReply(tx: Tx, caller: Caller, by: By, id: string, now: Date): Promise<void> {
  const row = await lockReply(tx, caller, id);
  await tx.deleteFrom('canned_replies').where('id', '=', row.id).execute();
  await record(tx, { kind: 'canned.removed', by, at: now, data: { cannedReplyId: row.id } });
}

/** What is somebody else's own does not exist for the caller; what they see and may not change is refused. */
async function lockReply(tx: Tx, caller: Caller, id: string) {
  const row = await tx
    .selectFrom('canned_replies')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || (row.scope === 'personal' && row.agent_id !== caller.agentId)) throw refuse('NOT_FOUND');
  mustKeep(caller, row);
  return row;
}

function whoseIs({ scope, teamId }: CannedGiven, caller: Caller) {
  if (scope === 'team' && !teamId)
    throw refuse('BAD_INPUT', 'Say which team this is for. Nothing was saved.');
  return {
    scope,
    agent_id: scope === 'personal' ? caller.agentId : null,
    team_id: scope === 'team' ? (teamId ?? null) : null,
  };
}

const named = ({ folder, name, shortcut }: CannedGiven) => ({ folder, name, shortcut });

async function mustHaveRoom(tx: Tx, agentId: string | null): Promise<void> {
  const { kept } = await tx
    .selectFrom('canned_replies')
    .select((eb) => eb.fn.countAll<string>().as('kept'))
    .where('agent_id', agentId === null ? 'is' : '=', agentId)
    .executeTakeFirstOrThrow();
  const room = agentId === null ? most.shared : most.personal;
  if (Number(kept) >= room)
    throw refuse(
      'TOO_MANY',
      `There are ${room} canned replies already. Remove one first; nothing was saved.`,
    );
}

async function writeTexts(tx: Tx, { id, texts }: CannedGiven & { id: string }): Promise<void> {
  const languages = new Set(texts.map(({ language }) => language));
  if (languages.size < texts.length)
    throw refuse('BAD_INPUT', 'Each language can be there once. Nothing was saved.');
  const rows = texts.map(({ language, html, text }, position) => {
    // Pictures are their author's uploads, which others cannot send: files belong beside the text.
    const safe = html?.trim()
      ? sanitizeAgentHtml(html).replace(/<img\b[^<>]*>/g, '')
      : paragraphs(text ?? '');
    const words = agentHtmlToText(safe);
    if (!words) throw refuse('BAD_INPUT', 'A canned reply needs some words. Nothing was saved.');
    return { canned_reply_id: id, language, position, html: safe, text: words };
  });
  await tx.insertInto('canned_reply_texts').values(rows).execute();
}

const paragraphs = (text: string): string =>
  text
    .trim()
    .replaceAll('\0', '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .split(/\n{2,}/)
    .map((block) => `<p>${block.replaceAll('\n', '<br>')}</p>`)
    .join('');

async function writeFiles(
  tx: Tx,
  caller: Caller,
  { id, files, attachments }: CannedGiven & { id: string },
): Promise<void> {
  if (attachments.length === 0) return;
  const uploads = await tx
    .selectFrom('uploads')
    .select(['id', 'name', 'type', 'size', 'file_hash'])
    .where('id', 'in', attachments)
    .where('by_id', '=', caller.agentId)
    .execute();
  if (uploads.length < new Set(attachments).size)
    throw refuse('BAD_INPUT', 'An attached file is no longer there. Attach it again; nothing was saved.');
  await tx
    .insertInto('canned_reply_files')
    .values(
      uploads.map(({ id: _, ...file }, place) => ({
        id: newId(),
        canned_reply_id: id,
        position: files.length + place,
        ...file,
      })),
    )
    .execute();
}
