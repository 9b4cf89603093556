import type { Tx } from '../../platform/db/connect.ts';
import type { By } from '../../platform/events/record.ts';
import { type ConversationRow, change, type Happening, lockConversation } from '../change-conversation.ts';
import type { Incoming } from '../incoming.ts';

/**
 * An answer came in a side conversation: the conversation it stands beside hears of it, and is open again if it
 * was on hold for it. Nothing of it is said there. Event `conversation.aside-answered`, `quiet` for machines.
 */
export async function hearBeside(
  tx: Tx,
  by: By,
  aside: ConversationRow,
  message: Incoming,
  blocked: boolean,
  now: Date,
): Promise<void> {
  if (aside.aside_of_id === null || message.historic) return;
  const parent = await lockConversation(tx, aside.aside_of_id);
  const quiet = message.automated !== null || blocked || aside.place !== 'aside';
  const happened: Happening[] = [
    {
      kind: 'conversation.aside-answered',
      data: { asideId: aside.id, messageId: message.id, quiet, from: parent.status },
    },
  ];
  const opens = !quiet && parent.status === 'held';
  if (opens) happened.push({ kind: 'conversation.reopened', data: { from: parent.status, why: 'aside' } });
  await change(tx, by, parent, opens ? { status: 'open' } : {}, happened, now);
}
