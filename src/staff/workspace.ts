import type { Db, Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { NetAllow, netAllowKey } from '../platform/net/rules.ts';
import { readSetting, writeSetting } from '../platform/settings/settings.ts';
import { Workspace } from './types.ts';

const key = 'workspace';

/** What the company calls itself here, with defaults until it has said so. */
export async function readWorkspace(db: Db): Promise<Workspace> {
  return readSetting(db, key, Workspace.prefault({}));
}

/** Changes what is given, leaves the rest. Event `workspace.changed`. */
export async function changeWorkspace(tx: Tx, by: By, input: Partial<Workspace>, now: Date): Promise<void> {
  const changed = { ...(await readWorkspace(tx)), ...input };
  await writeSetting(tx, key, changed, now);
  await record(tx, { kind: 'workspace.changed', by, at: now });
  await audit(tx, by, 'workspace.change', 'workspace', null, { fields: Object.keys(input) }, now);
}

/** The private addresses, ranges and hosts an owner allowed (platform/net/rules.ts). */
export const readNetwork = (db: Db): Promise<string[]> => readSetting(db, netAllowKey, NetAllow);

/** Replaces that list. The audit log keeps how many there are, and nothing of what they are. */
export async function changeNetwork(tx: Tx, by: By, allow: string[], now: Date): Promise<void> {
  await writeSetting(tx, netAllowKey, allow, now);
  await record(tx, { kind: 'workspace.changed', by, at: now });
  await audit(tx, by, 'workspace.allow-network', 'workspace', null, { entries: allow.length }, now);
}
