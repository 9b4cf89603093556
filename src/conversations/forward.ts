import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { escapeHtml } from '../platform/html/bounds.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { MessageFile } from './add-message.ts';
import { change, lockConversation } from './change-conversation.ts';
import { ownAddresses } from './own-addresses.ts';
import { checkedRecipients } from './recipients.ts';
import { sendMessage } from './send-message.ts';
import { withoutTokens } from './thread-token.ts';
import type { Address, Delivery, Recipients } from './types.ts';
import { contentOf, type Written } from './written.ts';

export type Forward = Written & {
  /** The message that is passed on. */
  messageId: string;
  forwardId?: string | undefined;
  to?: Address[] | undefined;
  cc?: Address[] | undefined;
  bcc?: Address[] | undefined;
  /** Which of its attachments go along; undefined is all. */
  files?: string[] | undefined;
  undoSeconds?: number | undefined;
};

/** More of a message is not quoted; its attachments go along whole. */
const quotedMax = 200_000;

/**
 * Passes one message on to anyone, with a comment. It answers nobody: status, person and who waits stay, and
 * whoever gets it is no participant. No token leaves with it, neither of its own nor in what it quotes, so an
 * answer to it begins a conversation of its own (channels/outgoing.ts).
 *
 * Idempotent by `forwardId`. Throws BAD_INPUT for a note, which is internal, and for nobody to send it to.
 */
export async function forward(
  tx: Tx,
  by: By,
  input: Forward,
  now: Date,
): Promise<{ messageId: string; version: number; delivery: Delivery }> {
  const found = await tx
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', input.messageId)
    .where('direction', 'in', ['in', 'out', 'note'])
    .executeTakeFirst();
  if (!found) throw refuse('NOT_FOUND');
  if (found.direction === 'note') {
    throw refuse(
      'BAD_INPUT',
      'A note is internal and cannot be forwarded. Copy what may leave; nothing was sent.',
    );
  }
  const row = await lockConversation(tx, found.conversation_id);
  const id = input.forwardId ?? newId();
  const before = await forwardedBefore(tx, by, found.id, id);
  if (before) return { messageId: id, version: row.version, delivery: before };
  const recipients = checkedRecipients(await ownAddresses(tx), {
    to: input.to ?? [],
    cc: input.cc ?? [],
    bcc: input.bcc ?? [],
  });
  if (recipients.to.length + recipients.cc.length + recipients.bcc.length === 0) {
    throw refuse('BAD_INPUT', 'There is nobody to send this to. Add a recipient; nothing was sent.');
  }
  const comment = await commentOf(tx, by, input);
  const quoted = quotationOf({ ...found, subject: found.subject || row.subject });
  const delivery = await sendMessage(
    tx,
    by,
    {
      id,
      conversationId: row.id,
      channelId: row.channel_id,
      subject: `Fwd: ${(found.subject || row.subject).replace(/^(?:fwd?|wg|tr)\s{0,3}:\s*/i, '')}`.slice(
        0,
        500,
      ),
      text: `${comment.text.trimEnd()}\n\n${quoted.text}`.trimStart(),
      replyText: comment.text,
      html: `${comment.html ?? toHtml(comment.text)}${quoted.html}`,
      recipients,
      files: [...comment.files, ...(await filesOf(tx, found.id, input.files))],
      inReplyTo: null,
      forwardOfId: found.id,
      undoSeconds: input.undoSeconds ?? 0,
      sample: row.sample,
    },
    now,
  );
  const { version } = await change(
    tx,
    by,
    row,
    {
      message_count: row.message_count + 1,
      last_message_at: now > row.last_message_at ? now : row.last_message_at,
      last_message_id: id,
    },
    [{ kind: 'message.forwarded', data: { messageId: id, ofId: found.id } }],
    now,
  );
  return { messageId: id, version, delivery };
}

/** A comment may be missing: what is passed on speaks for itself. */
async function commentOf(tx: Tx, by: By, input: Forward) {
  const empty = !input.text?.trim() && !input.html?.trim() && !input.attachments?.length;
  return empty ? { text: '', html: null, files: [] } : contentOf(tx, by.id, input);
}

type Quoted = {
  subject: string;
  text: string;
  html: string | null;
  at: Date;
  sender: Address | null;
  recipients: Recipients;
};

/** What is passed on, below a head that says whose words it is; without any token it may carry. */
function quotationOf(message: Quoted): { text: string; html: string } {
  const people = (list: Address[]) =>
    list.map(({ name, address }) => (name ? `${name} <${address}>` : address));
  const head = [
    ['From', people(message.sender ? [message.sender] : [])],
    ['Date', [message.at.toUTCString()]],
    ['Subject', [message.subject]],
    ['To', people(message.recipients.to ?? [])],
    ['Cc', people(message.recipients.cc ?? [])],
  ] as const;
  const lines = head.flatMap(([name, values]) =>
    values.some(Boolean) ? [`${name}: ${values.join(', ')}`] : [],
  );
  const title = '---------- Forwarded message ----------';
  const text = withoutTokens(message.text.slice(0, quotedMax));
  const body =
    message.html === null || message.html.length > quotedMax ? toHtml(text) : withoutTokens(message.html);
  const above = [title, ...lines.map(withoutTokens)];
  return {
    text: `${above.join('\n')}\n\n${text}`,
    html: `<br><div>${above.map(escapeHtml).join('<br>')}</div><br><div>${body}</div>`,
  };
}

const toHtml = (text: string): string =>
  text.trim() === '' ? '' : `<div>${escapeHtml(text.trimEnd()).replace(/\r?\n/g, '<br>')}</div>`;

async function filesOf(tx: Tx, messageId: string, wanted: string[] | undefined): Promise<MessageFile[]> {
  const rows = await tx
    .selectFrom('attachments')
    .selectAll()
    .where('message_id', '=', messageId)
    .orderBy('position')
    .execute();
  return rows
    .filter(({ id, inline }) => wanted === undefined || inline || wanted.includes(id))
    .map((file) => ({
      name: file.name,
      type: file.type,
      size: Number(file.size),
      fileHash: file.file_hash,
      cid: file.cid,
      inline: file.inline,
    }));
}

/** How the same forward, sent before, stands; undefined if it was not. */
async function forwardedBefore(tx: Tx, by: By, ofId: string, id: string): Promise<Delivery | undefined> {
  const found = await tx
    .selectFrom('messages')
    .select(['forward_of_id', 'author_id', 'delivery'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) return undefined;
  if (found.forward_of_id !== ofId || found.author_id !== by.id) {
    throw refuse(
      'ALREADY_EXISTS',
      'This forwardId is taken by another message. Use a new one; nothing was sent.',
    );
  }
  return found.delivery ?? 'queued';
}
