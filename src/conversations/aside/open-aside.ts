import { findOrMakeCustomer } from '../../customers/find-or-make.ts';
import type { Tx } from '../../platform/db/connect.ts';
import type { By } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { previewOf } from '../add-message.ts';
import {
  type Changed,
  type ConversationRow,
  change,
  lockConversation,
  open,
} from '../change-conversation.ts';
import { ownAddresses } from '../own-addresses.ts';
import { addParticipants } from '../participants.ts';
import { checkedRecipients } from '../recipients.ts';
import { sendMessage } from '../send-message.ts';
import { mustStandAlone } from '../together/tree.ts';
import type { Address } from '../types.ts';
import { contentOf, type Written } from '../written.ts';

export type Aside = Written & {
  /** The conversation it stands beside. */
  id: string;
  messageId?: string | undefined;
  subject: string;
  to?: Address[] | undefined;
  cc?: Address[] | undefined;
  undoSeconds?: number | undefined;
};

/** So many side conversations one conversation may have. */
const mostAsides = 50;

export type OpenedAside = { id: string; number: number; messageId: string };

/**
 * Writes to a third party beside a conversation: a conversation of its own with its own people and token, in no
 * list, seen by whoever sees the one it stands beside. Nothing of that one goes along but what is written.
 * Idempotent by `messageId`. Throws BAD_INPUT when there is nothing to say or nobody to say it to.
 */
export async function openAside(tx: Tx, by: By, input: Aside, now: Date): Promise<OpenedAside> {
  const parent = await lockConversation(tx, input.id);
  const messageId = input.messageId ?? newId();
  const before = input.messageId ? await openedBefore(tx, by, parent, messageId) : undefined;
  if (before) return before;
  mustStandAlone(parent, 'Nothing was sent.');
  await mustHaveRoom(tx, parent.id);
  const { text, html, files } = await contentOf(tx, by.id, input);
  const recipients = checkedRecipients(await ownAddresses(tx), {
    to: input.to ?? [],
    cc: input.cc ?? [],
    bcc: [],
  });
  const first = recipients.to[0];
  if (!first)
    throw refuse('BAD_INPUT', 'There is nobody to send this to. Add a recipient; nothing was sent.');
  const party = await findOrMakeCustomer(
    tx,
    by,
    { kind: 'email', value: first.address, name: first.name, verified: false },
    now,
  );
  const id = newId();
  const opened = await open(
    tx,
    by,
    {
      id,
      place: 'aside',
      aside_of_id: parent.id,
      channel: 'email',
      channel_id: parent.channel_id,
      inbox_id: parent.inbox_id,
      brand_id: parent.brand_id,
      team_id: parent.team_id,
      assignee_id: parent.assignee_id,
      customer_id: party.id,
      status: 'waiting',
      subject: input.subject.replaceAll('\0', ''),
      preview: previewOf(text),
      message_count: 1,
      last_message_at: now,
      last_message_id: messageId,
      last_out_at: now,
      sample: parent.sample,
    },
    [
      { kind: 'conversation.opened', data: { channel: 'email', quiet: true } },
      { kind: 'message.replied', data: { messageId, first: true } },
    ],
    now,
  );
  await sendMessage(
    tx,
    by,
    {
      id: messageId,
      conversationId: id,
      channelId: parent.channel_id,
      subject: input.subject,
      text,
      html,
      recipients,
      files,
      inReplyTo: null,
      undoSeconds: input.undoSeconds ?? 0,
      sample: parent.sample,
    },
    now,
  );
  await addParticipants(tx, id, 'email', [
    ...recipients.to.map((one) => ({ ...one, role: 'to' as const, pending: false })),
    ...recipients.cc.map((one) => ({ ...one, role: 'cc' as const, pending: false })),
  ]);
  await change(tx, by, parent, {}, [{ kind: 'conversation.aside', data: { asideId: id } }], now);
  return { id, number: opened.number, messageId };
}

async function mustHaveRoom(tx: Tx, parentId: string): Promise<void> {
  const asides = await tx
    .selectFrom('conversations')
    .select('id')
    .where('aside_of_id', '=', parentId)
    .limit(mostAsides)
    .execute();
  if (asides.length < mostAsides) return;
  throw refuse('CONFLICT', `A conversation can have ${mostAsides} side conversations. Nothing was sent.`);
}

/** The same sent again is answered as the first time. */
async function openedBefore(
  tx: Tx,
  by: By,
  parent: ConversationRow,
  messageId: string,
): Promise<OpenedAside | undefined> {
  const found = await tx
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['c.id', 'c.number', 'c.aside_of_id', 'm.author_id'])
    .where('m.id', '=', messageId)
    .executeTakeFirst();
  if (!found) return undefined;
  if (found.aside_of_id !== parent.id || found.author_id !== by.id) {
    throw refuse(
      'ALREADY_EXISTS',
      'This messageId is taken by another message. Use a new one; nothing was sent.',
    );
  }
  return { id: found.id, number: Number(found.number), messageId };
}

/** Somebody looked at what came in a side conversation: it is not new to the team any more. */
export async function seeAside(tx: Tx, by: By, input: { id: string }, now: Date): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  if (row.aside_of_id === null) throw refuse('NOT_FOUND');
  if (row.waiting_since === null) return { id: row.id, version: row.version };
  const parent = await lockConversation(tx, row.aside_of_id);
  const seen = { kind: 'conversation.seen', data: { asideId: row.id } } as const;
  // Whoever looks at the conversation itself sees the mark go too.
  await change(tx, by, parent, {}, [seen], now);
  return change(tx, by, row, { waiting_since: null }, [{ kind: 'conversation.seen' }], now);
}
