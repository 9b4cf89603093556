import { randomBytes, timingSafeEqual } from 'node:crypto';
import { parse } from 'hono/utils/cookie';
import type { Ground } from '../platform/ground.ts';
import type { HttpContext } from '../platform/http/context.ts';

/*
 * A browser in which somebody has signed in before keeps a mark of it. It lets no one in; it only gives
 * this browser its own count of wrong passwords (tries.ts), so that strangers who guess from everywhere
 * cannot lock its owner out.
 */

const keptSeconds = 400 * 24 * 3600;
const secure = (ground: Ground): boolean => ground.config.publicUrl.startsWith('https:');
const name = (ground: Ground): string => `${secure(ground) ? '__Secure-' : ''}rapport.device`;

const seal = (ground: Ground, agentId: string, device: string): string =>
  ground.secrets.mark(`${agentId} ${device}`, 'known device', 128);

/** Marks this browser as one of the agent's. */
export function knowDevice(context: HttpContext, agentId: string): void {
  const { ground } = context;
  if (deviceOf(context, agentId)) return;
  const device = randomBytes(12).toString('base64url');
  const value = `${agentId}.${device}.${seal(ground, agentId, device)}`;
  const flags = `Max-Age=${keptSeconds}; Path=/; HttpOnly; SameSite=Lax${secure(ground) ? '; Secure' : ''}`;
  context.answerHeaders.append('set-cookie', `${name(ground)}=${value}; ${flags}`);
}

/** A name for this browser if this agent has signed in from it before. */
export function deviceOf({ ground, headers }: HttpContext, agentId: string): string | undefined {
  const cookie = parse(headers.get('cookie') ?? '', name(ground))[name(ground)] ?? '';
  const [agent, device = '', given = ''] = cookie.split('.');
  if (agent !== agentId) return undefined;
  const right = Buffer.from(seal(ground, agentId, device));
  const claimed = Buffer.from(given);
  return right.length === claimed.length && timingSafeEqual(right, claimed) ? device : undefined;
}
