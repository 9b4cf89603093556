import { isIP } from 'node:net';
import type { Ground } from '../../platform/ground.ts';

/** Where to connect, and the name the other side's certificate must bear. */
export type Reached = { host: string; servername: string | undefined };

/**
 * Where a mail host can be reached: the one place through which every connection to a server that
 * somebody typed in goes (SAFETY, "No one in" 5).
 */
export async function reach(_ground: Ground, host: string, _port: number): Promise<Reached> {
  return { host, servername: isIP(host) ? undefined : host };
}
