import type { Db } from '../db/connect.ts';
import type { Present } from './presence.ts';

/** An agent with a desk open, and the conversations they are at. */
export type PresentAgent = {
  id: string;
  at: { conversation: string; state: Present['state'] }[];
};

const asked = new WeakMap<Db, () => PresentAgent[]>();

/** Live says how to find out who is here; whoever shows it asks by `presentIn`. */
export function answerPresent(db: Db, answer: () => PresentAgent[]): void {
  asked.set(db, answer);
}

/** Who has a desk open in this process; nobody where live does not run. */
export const presentIn = (db: Db): PresentAgent[] => asked.get(db)?.() ?? [];
