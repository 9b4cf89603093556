import { isIP } from 'node:net';
import type { Ground } from '../../platform/ground.ts';
import { guardedAddresses } from '../../platform/net/guard.ts';
import { readNetRules } from '../../platform/net/rules.ts';

/** Where to connect, and the name the other side's certificate must bear. */
export type Reached = { host: string; servername: string | undefined };

/**
 * Where a mail host can be reached: one checked address, so that the name cannot lead elsewhere a moment
 * later (SAFETY, "No one in" 5). Throws Refusal CANNOT_CONNECT with a sentence for an owner.
 */
export async function reach(ground: Pick<Ground, 'db'>, host: string): Promise<Reached> {
  const [first] = await guardedAddresses(host, { rules: await readNetRules(ground.db) });
  return { host: first?.address ?? host, servername: isIP(host) ? undefined : host };
}
