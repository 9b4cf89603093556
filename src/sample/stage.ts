import type { MessageFile } from '../conversations/add-message.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import type { Ground } from '../platform/ground.ts';
import { newId } from '../platform/ids.ts';
import {
  type Colleague,
  type Customer,
  colleagues,
  customers,
  type inboxes,
  type Other,
  others,
  type SampleFile,
  type Team,
} from './world.ts';

/** What planting needs of the ground. */
export type Soil = Pick<Ground, 'secrets' | 'files' | 'config'>;
export type Agent = By & { id: string };

/** Where and when the sample world plays, and who stands behind its names in this workspace. */
export type Stage = {
  tx: Tx;
  ground: Soil;
  now: Date;
  /** Whoever planted it. */
  me: Agent;
  myName: string;
  inboxes: Record<keyof typeof inboxes, string>;
  colleagues: Record<Colleague, string>;
  teams: Record<Team, string>;
  causes: ReadonlyMap<string, string>;
  /** The custom fields that are the sample world's own, as `noun.key`. */
  fields: ReadonlySet<string>;
  /** Uploads made on the way; they go once what they were for has them. */
  uploads: string[];
};

/** One of us, as whoever acts. */
export const agent = (stage: Stage, name: Colleague | 'me'): Agent =>
  name === 'me' ? stage.me : { kind: 'agent', id: stage.colleagues[name] };

export const isColleague = (name: string): name is Colleague | 'me' => name === 'me' || name in colleagues;

/** Somebody outside, with name and address. */
export function person(name: Customer | Other): { name: string; address: string } {
  const found = name in customers ? customers[name as Customer] : others[name as Other];
  return { name: found.name, address: found.email };
}

/** Of values of custom fields those that have a sample field to go into. */
export const fitting = (stage: Stage, noun: string, values: Record<string, string | number | boolean>) =>
  Object.fromEntries(Object.entries(values).filter(([key]) => stage.fields.has(`${noun}.${key}`)));

/** Stores a file of the sample world, as it comes with a mail. */
export async function plantFile({ tx, ground, now }: Stage, file: SampleFile): Promise<MessageFile> {
  const bytes = file.bytes();
  const fileHash = await ground.files.put(tx, bytes, now);
  return { name: file.name, type: file.type, size: bytes.length, fileHash, cid: null, inline: false };
}

/** The same as an agent's upload, for what they write.. */
export async function plantUpload(stage: Stage, by_id: string, file: SampleFile): Promise<string> {
  const { name, type, size, fileHash } = await plantFile(stage, file);
  const id = newId();
  const row = { id, by_id, name, type, size, file_hash: fileHash, created_at: stage.now };
  await stage.tx.insertInto('uploads').values(row).execute();
  stage.uploads.push(id);
  return id;
}
