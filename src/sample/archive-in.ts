import { receive } from '../conversations/receive.ts';
import { after, day, hour } from '../platform/clock/clock.ts';
import { archive } from './archive.ts';
import { incomingOf } from './play.ts';
import { person, type Stage } from './stage.ts';
import { colleagues } from './world.ts';

/** Brings old mail in as an import does: as history, question and answer, without a sound (law 15). */
export async function plantArchive(stage: Stage): Promise<void> {
  const { tx, ground, now } = stage;
  for (const { customer, subject, days, asks, answer } of archive) {
    const at = after(now, -days * day);
    const line = { by: customer, ago: 0, text: asks };
    const asked = { ...(await incomingOf(stage, { subject }, line, null)), at, historic: true };
    await receive(tx, ground, asked, at);
    const said = await incomingOf(stage, { subject }, { ...line, text: answer }, asked.externalKey);
    const { name, email: address } = colleagues.dana;
    await receive(
      tx,
      ground,
      {
        ...said,
        at: after(at, 2 * hour),
        historic: true,
        fromUs: true,
        from: { name, address },
        to: [person(customer)],
      },
      after(at, 2 * hour),
    );
  }
}
