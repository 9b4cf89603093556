import type { Incoming } from '../conversations/receive.ts';
import { receive } from '../conversations/receive.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Ground } from '../platform/ground.ts';
import type { IncomingFile, Reading } from './channel.ts';
import type { AtHand } from './intake.ts';
import { asUnreadable } from './unreadable.ts';

/** How a raw input is settled: the state of its row, and why in words. */
export type Outcome = { state: 'read' | 'ignored' | 'unreadable'; note: string };

/** What a reading comes to, as far as can be said before it is enacted. */
export function outcomeOf(reading: Reading): Outcome {
  if (reading.is === 'ignored') return { state: 'ignored', note: reading.note };
  if (reading.is === 'unreadable') return { state: 'unreadable', note: reading.reason };
  return { state: 'read', note: '' };
}

/** The same as columns of the raw row. */
export const stateOf = ({ state, note }: Outcome) => ({ state, state_note: note.slice(0, 500) });

/** Does what a reading says, in the transaction that settles its raw row. */
export async function enact(
  tx: Tx,
  ground: Ground,
  work: AtHand,
  reading: Reading,
  now: Date,
): Promise<void> {
  const meant = reading.is === 'unreadable' ? asUnreadable(work, reading.reason) : reading;
  if (meant.is === 'message') {
    const attachments = await putFiles(tx, ground, meant.files, now);
    const received = await receive(tx, ground, { ...meant.incoming, attachments }, now);
    if (received.repeated) await ignore(tx, work.raw.id, 'The same message is here already.');
  } else if (meant.is === 'receipt' && !(await meant.apply(tx, now))) {
    await ignore(tx, work.raw.id, meant.note);
  }
}

async function ignore(tx: Tx, id: string, note: string): Promise<void> {
  await tx
    .updateTable('raw_inbound')
    .set({ state: 'ignored', state_note: note })
    .where('id', '=', id)
    .execute();
}

async function putFiles(
  tx: Tx,
  ground: Pick<Ground, 'files'>,
  files: IncomingFile[],
  now: Date,
): Promise<Incoming['attachments']> {
  const put: Incoming['attachments'] = [];
  for (const { bytes, name, type, cid, inline } of files) {
    put.push({
      name,
      type,
      cid,
      inline,
      size: bytes.length,
      fileHash: await ground.files.put(tx, bytes, now),
    });
  }
  return put;
}
