import { sql } from 'kysely';
import { z } from 'zod';
import { sayAutomatically } from '../../conversations/say-automatically.ts';
import type { Tx } from '../../platform/db/connect.ts';
import type { Reaction } from '../../platform/events/reactions.ts';
import type { Event } from '../../platform/events/read.ts';
import type { Ground } from '../../platform/ground.ts';
import { newId } from '../../platform/ids.ts';
import { readSetting, writeSetting } from '../../platform/settings/settings.ts';
import { mayAnswerAutomatically } from '../automatic.ts';

/** What an inbox answers by itself to the first mail of a conversation; null, the beginning, is nothing. */
export const Acknowledgement = z
  .object({ text: z.string().trim().min(1).max(5_000) })
  .nullable()
  .default(null);
export type Acknowledgement = z.infer<typeof Acknowledgement>;

const keyOf = (inboxId: string): string => `mail.acknowledgement.${inboxId}`;

export const readAcknowledgement = (tx: Parameters<typeof readSetting>[0], inboxId: string) =>
  readSetting(tx, keyOf(inboxId), Acknowledgement);

export const writeAcknowledgement = (tx: Tx, inboxId: string, value: Acknowledgement, now: Date) =>
  writeSetting(tx, keyOf(inboxId), value, now);

/** "We got your message": once for each conversation, where an inbox says so and the guard allows it. */
export const acknowledgeOpened: Reaction = {
  name: 'channels.acknowledge',
  kinds: ['conversation.opened'],
  sift: inInboxesThatAnswer,
  handle: acknowledge,
};

async function inInboxesThatAnswer(tx: Tx, events: readonly Event[]): Promise<readonly Event[]> {
  const inboxes = [...new Set(events.flatMap(({ inboxId }) => inboxId ?? []))];
  const answering = await tx
    .selectFrom('settings')
    .select('key')
    .where(sql<boolean>`key = any(${inboxes.map(keyOf)}::text[])`)
    .execute();
  return events.filter(({ inboxId }) => answering.some(({ key }) => inboxId && key === keyOf(inboxId)));
}

async function acknowledge(tx: Tx, event: Event, ground: Ground): Promise<void> {
  if (!event.conversationId || !event.inboxId || event.data.quiet || event.data.channel !== 'email') return;
  const wanted = await readAcknowledgement(tx, event.inboxId);
  if (!wanted) return;
  const first = await tx
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .leftJoin('raw_inbound as r', 'r.id', 'm.raw_id')
    .select(['m.direction', 'm.sender', 'm.automated', 'm.historic', 'm.pending', 'm.trust'])
    .select(['c.place', 'c.sample', 'r.envelope'])
    .where('m.conversation_id', '=', event.conversationId)
    .orderBy('m.at')
    .orderBy('m.id')
    .limit(1)
    .executeTakeFirst();
  // Opened by an agent, already thrown away, or for show: nobody waits for a word.
  if (!first?.sender || first.direction !== 'in' || first.place !== 'inbox' || first.sample) return;
  const now = ground.clock.now();
  const mailFrom = first.envelope?.mailFrom;
  const may = await mayAnswerAutomatically(
    tx,
    {
      address: first.sender.address,
      conversationId: event.conversationId,
      automated: first.automated,
      historic: first.historic,
      pending: first.pending,
      trust: first.trust,
      mailFrom: typeof mailFrom === 'string' ? mailFrom : null,
    },
    now,
  );
  if (!may) return;
  const said = { id: newId(), conversationId: event.conversationId, to: first.sender, text: wanted.text };
  await sayAutomatically(tx, said, now);
}
