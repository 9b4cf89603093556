import { sql } from 'kysely';
import { findOrMakeCustomer } from '../customers/find-or-make.ts';
import { identityKind, identityValue } from '../customers/identity.ts';
import { after, minute } from '../platform/clock/clock.ts';
import { ask } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import type { Ground } from '../platform/ground.ts';
import { newId } from '../platform/ids.ts';
import { addMessage, previewOf } from './add-message.ts';
import { alreadyHere } from './already-here.ts';
import { begin, change, lockConversation } from './change-conversation.ts';
import { arrivalTime, inboxOf, openingOf } from './inbox.ts';
import type { Incoming } from './incoming.ts';
import { othersThan } from './own-addresses.ts';
import { addParticipants, type Named } from './participants.ts';
import type { Received } from './receive.ts';
import { threadOf } from './thread.ts';
import { rememberReferred } from './thread-keys.ts';
import { bringPeople } from './together/belongings.ts';

/** How far apart the same words may be to be one message that a mail host keeps under another name. */
const sameWithin = 15 * minute;

/**
 * An answer somebody of us wrote outside Rapport (found in our Sent folder): history that has left already,
 * never something to send. It counts as an answer: the customer no longer waits.
 */
export async function receiveOwn(
  tx: Tx,
  ground: Pick<Ground, 'secrets'>,
  message: Incoming,
  now: Date,
): Promise<Received> {
  const kind = identityKind(message.channel);
  const from = identityValue(kind, message.from.address);
  const [known, inbox, thread] = await ask(
    tx,
    alreadyHere(message),
    inboxOf(tx, message.inboxId),
    threadOf(tx, ground.secrets, message, from, now),
  );
  if (known) return { ...known, opened: false, repeated: true, blocked: false };
  const by = await authorOf(tx, from);
  const people = [
    ...othersThan(inbox.own, message.to).map((to): Named => ({ ...to, role: 'to', pending: false })),
    ...othersThan(inbox.own, message.cc).map((cc): Named => ({ ...cc, role: 'cc', pending: false })),
  ];
  const said = {
    kind: 'message.replied',
    data: { messageId: message.id, outside: true, quiet: message.historic },
  } as const;
  if (thread) {
    const row = await lockConversation(tx, thread.id);
    const same = await sameMessage(tx, row.id, message);
    if (same)
      return { conversationId: row.id, messageId: same, opened: false, repeated: true, blocked: false };
    const at = arrivalTime(message, row.last_message_at, now);
    const home = thread.id === row.id ? null : thread.id;
    await addOwn(tx, row.id, message, by, { at, home }, now);
    const answers = !message.historic && (row.status === 'new' || row.status === 'open');
    await change(
      tx,
      by,
      row,
      {
        message_count: row.message_count + 1,
        ...(at >= row.last_message_at && {
          last_message_at: at,
          last_message_id: message.id,
          preview: previewOf(message.replyText || message.text),
        }),
        ...((!row.last_out_at || at > row.last_out_at) && { last_out_at: at }),
        ...(answers && { status: 'waiting', waiting_since: null }),
      },
      [said],
      now,
    );
    await addParticipants(tx, thread.id, kind, people);
    if (home) await bringPeople(tx, [home], row.id);
    await rememberReferred(tx, message, thread.id, now);
    return { conversationId: row.id, messageId: message.id, opened: false, repeated: false, blocked: false };
  }
  const to = people[0] ?? message.from;
  const customer = await findOrMakeCustomer(
    tx,
    by,
    { kind, value: to.address, name: to.name, verified: false },
    now,
  );
  const id = newId();
  const at = arrivalTime(message, null, now);
  const { values } = openingOf(message, inbox, { at, quiet: true, flood: false });
  await begin(
    tx,
    by,
    {
      ...values,
      id,
      customer_id: customer.id,
      status: message.historic ? 'solved' : 'waiting',
      last_in_at: null,
      last_out_at: at,
    },
    [{ kind: 'conversation.opened', data: { channel: message.channel, quiet: true } }, said],
    now,
  );
  await addOwn(tx, id, message, by, { at, home: null }, now);
  await addParticipants(tx, id, kind, people);
  await rememberReferred(tx, message, id, now);
  return { conversationId: id, messageId: message.id, opened: true, repeated: false, blocked: false };
}

/** The colleague whose address it came from, or Rapport itself for a shared one. */
async function authorOf(tx: Tx, address: string): Promise<By> {
  const agent = await tx.selectFrom('agents').select('id').where('email', '=', address).executeTakeFirst();
  return agent ? { kind: 'agent', id: agent.id } : { kind: 'system', id: null };
}

/** A message of ours that left through Rapport and comes back renamed by its host: the same words, just then. */
async function sameMessage(tx: Tx, conversationId: string, message: Incoming): Promise<string | undefined> {
  const found = await tx
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'out')
    .where('at', '>', after(message.at, -sameWithin))
    .where('at', '<', after(message.at, sameWithin))
    .where((eb) =>
      eb.or(
        [message.text, message.replyText]
          .filter((text) => text.trim() !== '')
          .map((text) =>
            eb(sql<string>`regexp_replace(text, '\\s+', '', 'g')`, '=', text.replace(/\s+/g, '')),
          ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}

async function addOwn(
  tx: Tx,
  id: string,
  message: Incoming,
  by: By,
  { at, home }: { at: Date; home: string | null },
  now: Date,
): Promise<void> {
  await addMessage(
    tx,
    {
      id: message.id,
      conversation_id: id,
      home_id: home,
      direction: 'out',
      author_kind: by.kind === 'agent' ? 'agent' : 'system',
      author_id: by.id,
      at,
      created_at: now,
      subject: message.subject,
      text: message.text,
      html: message.html,
      reply_text: message.replyText,
      sender: message.from,
      recipients: { to: message.to, cc: message.cc },
      channel_id: message.channelId,
      external_key: message.externalKey,
      in_reply_to: message.inReplyTo,
      raw_id: message.rawId,
      trust: null,
      automated: message.automated,
      language: message.language,
      delivery: 'sent',
      delivery_note: null,
      delivery_at: at,
      remote_images: message.remoteImages,
      warnings: message.warnings,
      historic: message.historic,
    },
    message.attachments,
  );
}
