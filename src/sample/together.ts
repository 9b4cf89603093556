import { openAside } from '../conversations/aside/open-aside.ts';
import { lockItself } from '../conversations/change-conversation.ts';
import { forward } from '../conversations/forward.ts';
import { receive } from '../conversations/receive.ts';
import { threadToken } from '../conversations/thread-token.ts';
import { link, type Relation } from '../conversations/together/link.ts';
import { merge } from '../conversations/together/merge.ts';
import { split } from '../conversations/together/split.ts';
import { after, minute } from '../platform/clock/clock.ts';
import { hour } from './ago.ts';
import { incomingOf, type Told } from './play.ts';
import { agent, person, type Stage } from './stage.ts';

/** What sample conversations have to do with each other, and with people who are in none of them. */
export async function plantTogether(stage: Stage, told: ReadonlyMap<string, Told>): Promise<void> {
  const { tx, ground, me } = stage;
  const of = (key: string): Told => told.get(key) as Told;
  const at = (ago: number) => after(stage.now, -ago * minute);
  const bind = async (key: string, other: string, as: Relation, by = me) =>
    link(
      tx,
      by,
      { row: await lockItself(tx, of(key).id), other: await lockItself(tx, of(other).id), as },
      at(18 * hour),
    );

  for (const key of ['incident-priya', 'incident-finn', 'incident-greta'])
    await bind(key, 'problem', 'problem', agent(stage, 'tom'));
  await bind('warehouse', 'opening', 'parent');
  await bind('webhooks', 'problem', 'related', agent(stage, 'tom'));

  const target = await lockItself(tx, of('label').id);
  const source = await lockItself(tx, of('label-photo').id);
  await merge(tx, agent(stage, 'tom'), { target, sources: [source], acrossInboxes: false }, at(46 * hour));

  const second = of('two-matters').messages.at(-1) as string;
  await split(
    tx,
    agent(stage, 'lena'),
    { messageId: second, subject: 'Logo on invoices is blurred' },
    at(26 * hour),
  );

  const { address, name } = person('printer');
  const [question] = of('label').messages;
  await forward(
    tx,
    agent(stage, 'tom'),
    {
      messageId: question as string,
      to: [{ name, address }],
      text: 'Hello, is there a driver for this model that knows labels of 62 mm? Our customer’s words are below.',
    },
    at(45 * hour),
  );

  const carrier = person('carrier');
  const aside = await openAside(
    tx,
    agent(stage, 'lena'),
    {
      id: of('parcel').id,
      subject: 'Proof of delivery, parcel WT 7741 9920',
      to: [carrier],
      text: 'Good morning,\n\nthe parcel is marked as delivered on Monday, 10:14. Please send us place and signature of the delivery by tomorrow noon.\n\nLena Wolf, Copperfield',
    },
    at(4 * hour),
  );
  const about = { subject: 'Proof of delivery, parcel WT 7741 9920' };
  const words =
    'Good day,\n\nthe driver left it with the shop next door, number 14, without asking for a signature. We have reminded him. They keep it until Saturday.\n\nWagtail Parcel, enquiries';
  const answer = await incomingOf(stage, about, { by: 'carrier', ago: 85, text: words }, null);
  const tokens = [threadToken(ground.secrets, aside.number)];
  await receive(tx, ground, { ...answer, tokens }, at(85));

  // Somebody the customer passed our mail on to: it carries our token, and its sender is nobody we know.
  const row = await lockItself(tx, of('stranger').id);
  const passed = await incomingOf(
    stage,
    { subject: 'Re: Year-end statement for our books' },
    {
      by: 'stranger',
      ago: 110,
      text: 'Good morning, I keep the books of Ferreira Ceramics and Zola sent me this. A statement up to today would help; may I have it directly?\n\nRobin Castell',
    },
    null,
  );
  await receive(tx, ground, { ...passed, tokens: [threadToken(ground.secrets, row.number)] }, at(110));
}
