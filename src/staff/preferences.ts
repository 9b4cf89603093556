import type { Db } from '../platform/db/connect.ts';
import { Preferences } from './types.ts';

const defaults: Preferences = {
  theme: 'system',
  language: null,
  undoSeconds: 10,
  singleKeys: true,
  keys: {},
  contrast: 'system',
  motion: 'system',
  textSize: 'normal',
};

/** What is stored, over the defaults; what it does not understand is left out rather than failed on. */
export function readPreferences(stored: Record<string, unknown>): Preferences {
  const understood = Object.entries(Preferences.shape)
    .map(([key, shape]) => [key, shape.safeParse(stored[key])] as const)
    .filter(([, read]) => read.success)
    .map(([key, read]) => [key, read.data]);
  return { ...defaults, ...Object.fromEntries(understood) };
}

/** How one person likes the desk. */
export async function preferencesOf(db: Db, agentId: string): Promise<Preferences> {
  const { preferences } = await db
    .selectFrom('agents')
    .select('preferences')
    .where('id', '=', agentId)
    .executeTakeFirstOrThrow();
  return readPreferences(preferences);
}
