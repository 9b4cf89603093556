import { findOrMakeCustomer } from '../customers/find-or-make.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { addMessage, previewOf } from './add-message.ts';
import { open } from './change-conversation.ts';
import { type Inbox, readInbox } from './inbox.ts';
import { addParticipants } from './participants.ts';
import { checkedRecipients } from './recipients.ts';
import { sendMessage } from './send-message.ts';
import type { Address } from './types.ts';
import { type Content, contentOf, type Written } from './written.ts';

export type Start = Written & {
  /** A customer's id, or an address. */
  customer: string | Address;
  inboxId: string;
  subject: string;
  /** 'out' writes to the customer; 'in' records what they said by another way, and sends nothing. */
  direction: 'in' | 'out';
  messageId?: string | undefined;
  to?: Address[] | undefined;
  cc?: Address[] | undefined;
  bcc?: Address[] | undefined;
  undoSeconds?: number | undefined;
};

export type Started = { id: string; number: number; messageId: string; version: number };

/**
 * Begins a conversation with anyone, or records one that came by another way (a call, a letter, a program
 * of one's own). Idempotent by `messageId`. Throws BAD_INPUT when there is nothing to say or nobody to say
 * it to, NOT_FOUND for a customer or inbox that does not exist.
 */
export async function start(tx: Tx, by: By, input: Start, now: Date): Promise<Started> {
  const messageId = input.messageId ?? newId();
  const before = input.messageId ? await startedBefore(tx, by, messageId) : undefined;
  if (before) return before;
  const inbox = await readInbox(tx, input.inboxId);
  const customer = await customerOf(tx, by, input.customer, now);
  const { files, ...body } = await contentOf(tx, by.id, input);
  const about: About = { id: newId(), messageId, inbox, customer, body, files };
  return input.direction === 'in' ? recordIn(tx, by, input, about, now) : writeOut(tx, by, input, about, now);
}

type About = {
  id: string;
  messageId: string;
  inbox: Inbox;
  customer: { id: string; address: Address | null };
  body: { text: string; html: string | null };
  files: Content['files'];
};

const columns = (input: Start, { id, messageId, inbox, customer, body }: About, now: Date) => ({
  id,
  inbox_id: inbox.id,
  brand_id: inbox.brandId,
  team_id: inbox.teamId,
  customer_id: customer.id,
  channel_id: null,
  subject: input.subject.replaceAll('\0', ''),
  preview: previewOf(body.text),
  message_count: 1,
  last_message_at: now,
  last_message_id: messageId,
  snoozed_until: null,
  due_at: null,
  follows_id: null,
});

async function recordIn(tx: Tx, by: By, input: Start, about: About, now: Date): Promise<Started> {
  const { id, messageId, customer, body } = about;
  const opened = await open(
    tx,
    by,
    {
      ...columns(input, about, now),
      channel: 'api',
      status: 'new',
      assignee_id: null,
      last_in_at: now,
      last_out_at: null,
      waiting_since: now,
      solved_at: null,
    },
    [
      { kind: 'conversation.opened', data: { channel: 'api', quiet: false } },
      { kind: 'message.received', data: { messageId, quiet: false } },
    ],
    now,
  );
  await addMessage(
    tx,
    {
      ...emptyMessage,
      id: messageId,
      conversation_id: id,
      direction: 'in',
      author_kind: 'customer',
      author_id: customer.id,
      at: now,
      created_at: now,
      subject: input.subject,
      ...body,
      reply_text: body.text,
      sender: customer.address,
      recipients: {},
    },
    about.files,
  );
  if (customer.address) {
    await addParticipants(tx, id, 'email', [{ ...customer.address, role: 'from', pending: false }]);
  }
  return { id, number: opened.number, messageId, version: opened.version };
}

async function writeOut(tx: Tx, by: By, input: Start, about: About, now: Date): Promise<Started> {
  const { id, messageId, customer, body, files, inbox } = about;
  const to = input.to ?? (customer.address ? [customer.address] : []);
  const recipients = checkedRecipients(inbox.own, { to, cc: input.cc ?? [], bcc: input.bcc ?? [] });
  if (recipients.to.length + recipients.cc.length + recipients.bcc.length === 0) {
    throw refuse('BAD_INPUT', 'There is nobody to send this to. Add a recipient; nothing was sent.');
  }
  const opened = await open(
    tx,
    by,
    {
      ...columns(input, about, now),
      channel: 'email',
      status: 'waiting',
      assignee_id: by.kind === 'agent' ? by.id : null,
      last_in_at: null,
      last_out_at: now,
      waiting_since: null,
      solved_at: null,
      sample: inbox.sample,
    },
    [
      { kind: 'conversation.opened', data: { channel: 'email', quiet: false } },
      { kind: 'message.replied', data: { messageId, first: true } },
    ],
    now,
  );
  const { subject, undoSeconds = 0 } = input;
  await sendMessage(
    tx,
    by,
    {
      ...body,
      id: messageId,
      conversationId: id,
      channelId: null,
      subject,
      recipients,
      files,
      inReplyTo: null,
      undoSeconds,
      sample: inbox.sample,
    },
    now,
  );
  await addParticipants(tx, id, 'email', [
    ...recipients.to.map((one) => ({ ...one, role: 'to' as const, pending: false })),
    ...recipients.cc.map((one) => ({ ...one, role: 'cc' as const, pending: false })),
  ]);
  return { id, number: opened.number, messageId, version: opened.version };
}

const emptyMessage = {
  channel_id: null,
  external_key: null,
  in_reply_to: null,
  raw_id: null,
  trust: null,
  automated: null,
  language: null,
  delivery: null,
  delivery_note: null,
  delivery_at: null,
};

async function customerOf(tx: Tx, by: By, given: string | Address, now: Date): Promise<About['customer']> {
  if (typeof given !== 'string') {
    const [address] = checkedRecipients(new Set(), { to: [given], cc: [], bcc: [] }).to;
    if (!address) throw refuse('BAD_INPUT', 'The customer needs an e-mail address.');
    const { id } = await findOrMakeCustomer(
      tx,
      by,
      { kind: 'email', value: address.address, name: address.name, verified: false },
      now,
    );
    return { id, address };
  }
  const row = await tx
    .selectFrom('customers')
    .select(['id', 'name'])
    .where('id', '=', given)
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND', 'This customer does not exist.');
  const mail = await tx
    .selectFrom('identities')
    .select('value')
    .where('customer_id', '=', given)
    .where('kind', '=', 'email')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return { id: row.id, address: mail ? { name: row.name, address: mail.value } : null };
}

async function startedBefore(tx: Tx, by: By, messageId: string): Promise<Started | undefined> {
  const found = await tx
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .innerJoin('events as e', (join) =>
      join.onRef('e.conversation_id', '=', 'c.id').on('e.kind', '=', 'conversation.opened'),
    )
    .select(['c.id', 'c.number', 'c.version', 'e.by_id'])
    .where('m.id', '=', messageId)
    .executeTakeFirst();
  if (!found) return undefined;
  if (found.by_id !== by.id) {
    throw refuse(
      'ALREADY_EXISTS',
      'This messageId is taken by another message. Use a new one; nothing was sent.',
    );
  }
  return { id: found.id, number: Number(found.number), messageId, version: found.version };
}
