import { addToChecklist, changeChecklist } from '../conversations/checklist/change-checklist.ts';
import { saveDraft } from '../conversations/draft.ts';
import { follow } from '../conversations/follow/follow.ts';
import { handDraft } from '../conversations/handing/hand.ts';
import { markDelivery } from '../conversations/mark-delivery.ts';
import { note } from '../conversations/note.ts';
import { schedule } from '../conversations/send-later/schedule.ts';
import { snooze } from '../conversations/snooze.ts';
import { after, minute } from '../platform/clock/clock.ts';
import { day, hour } from './ago.ts';
import type { Told } from './play.ts';
import { agent, type Stage } from './stage.ts';
import type { Colleague } from './world.ts';

type Item = { text: string; who?: Colleague | 'me'; done?: true; inDays?: number };

const opening: Item[] = [
  { text: 'Second warehouse set up', who: 'me', done: true },
  { text: 'Transfer of the first stock planned with Finn', who: 'me', done: true },
  { text: 'Labels with the new address', who: 'tom', inDays: 3 },
  { text: 'Till tried with a real card', who: 'tom', inDays: 9 },
  { text: 'Ring him on the morning of the opening', who: 'me', inDays: 16 },
];
const parcel: Item[] = [
  { text: 'Ask the carrier for place and signature', who: 'lena', done: true },
  { text: 'Ring Mei before anything is sent', who: 'lena', inDays: 1 },
  { text: 'Correct the address to the ground floor', done: true },
];

const draftOf = (html: string) => ({
  mode: 'reply',
  reply: { html, files: [] },
  note: { html: '', files: [] },
});

/** What the team does about sample conversations beside answering: lists, later, drafts, following. */
export async function plantWork(stage: Stage, told: ReadonlyMap<string, Told>): Promise<void> {
  const { tx, me, now } = stage;
  const idOf = (key: string): string => (told.get(key) as Told).id;
  const at = (ago: number) => after(now, -ago * minute);

  await plantList(stage, idOf('opening'), opening, at(2 * day));
  await plantList(stage, idOf('parcel'), parcel, at(4 * hour));

  await snooze(tx, me, { id: idOf('incident-greta'), until: null, answer: true }, at(18 * hour));
  await schedule(
    tx,
    me,
    {
      id: idOf('incident-finn'),
      text: 'Hi Finn, the new limit has been in place since last night, and your 340 pictures went through at 22:07. Is everything where it should be?',
      sendAt: nextMorning(now),
      timeZone: 'Europe/Copenhagen',
      statusAfter: 'waiting',
    },
    after(now, -35 * minute),
  );

  const sent = (told.get('bounced') as Told).messages.at(-1) as string;
  const said = '550 5.1.1: there is no mailbox of this name any more';
  await markDelivery(tx, sent, 'bounced', said, at(5 * hour - 2));

  await follow(tx, me, { id: idOf('webhooks'), following: true }, at(8 * hour));
  await follow(tx, me, { id: idOf('parcel'), following: true }, at(3 * hour));
  const dana = agent(stage, 'dana');
  await note(
    tx,
    dana,
    {
      id: idOf('renewal'),
      text: `@${stage.myName}, he means it kindly, but “honestly” in a board meeting? Please look at my draft.`,
      mentions: [me.id],
    },
    at(10),
  );
  const words =
    '<p>Hej Ivan,</p><p>please do quote me. I would only put it like this: <em>with two warehouses, Team covers everything Lindqvist Cykel needs until 2028.</em></p><p>Dana</p>';
  await handDraft(
    tx,
    dana,
    { id: idOf('renewal'), agentId: me.id, body: draftOf(words), assign: false },
    at(9),
  );
  const begun =
    '<p>Hi Ben,</p><p>it left our bank on Monday, so it will be there before Friday. If your team books it today, “on its way” is right.</p>';
  await saveDraft(tx, me.id, { id: idOf('refund'), body: draftOf(begun) }, at(2));
}

async function plantList(stage: Stage, id: string, items: Item[], at: Date): Promise<void> {
  const { tx } = stage;
  for (const { text, who, done, inDays } of items) {
    const by = agent(stage, who ?? 'lena');
    const dueAt = inDays ? after(nextMorning(stage.now), (inDays - 1) * day * minute) : null;
    const { itemId } = await addToChecklist(tx, by, { id, text, assigneeId: who ? by.id : null, dueAt }, at);
    if (done) await changeChecklist(tx, by, { itemId, done }, after(at, 25 * minute));
  }
}

/** Nine o'clock (UTC) of the next day. */
function nextMorning(now: Date): Date {
  const next = after(now, day * minute);
  next.setUTCHours(9, 0, 0, 0);
  return next;
}
