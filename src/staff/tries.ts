import { isIPv6 } from 'node:net';
import { hour, minute } from '../platform/clock/clock.ts';
import type { Ground } from '../platform/ground.ts';

/** How often something may be tried under one key. */
export type Tries = {
  /** Notes one try; false if there were too many. Taken before the work, so that many at once count too. */
  take(key: string, now: Date): boolean;
  /** What turned out rightful does not count. */
  giveBack(key: string): void;
};

/** Oldest keys are forgotten beyond this many, so that memory stays bounded whoever knocks. */
const keysKept = 50_000;

/**
 * At most `most` tries at once, which come back evenly over `perMs` (generic cell rate algorithm: one
 * number a key, the time at which all tries are back).
 */
export function tries(most: number, perMs: number): Tries {
  const each = perMs / most;
  const backAt = new Map<string, number>();
  const set = (key: string, at: number) => {
    backAt.delete(key);
    backAt.set(key, at);
    if (backAt.size > keysKept) backAt.delete(backAt.keys().next().value as string);
  };
  return {
    take(key, now) {
      const next = Math.max(backAt.get(key) ?? 0, now.getTime()) + each;
      if (next - now.getTime() > perMs) return false;
      set(key, next);
      return true;
    },
    giveBack(key) {
      const at = backAt.get(key);
      if (at !== undefined) set(key, at - each);
    },
  };
}

/**
 * What may be guessed, and how often. A stranger's wrong tries never lock an agent out: browsers that have
 * signed in before have a count of their own (`knownDevice`; OWASP, "Slow Down Online Guessing Attacks with
 * Device Cookies"), and `account` bounds all other browsers of the world together.
 */
const makeLimits = () => ({
  address: tries(30, 10 * minute),
  account: tries(20, hour),
  knownDevice: tries(10, 15 * minute),
  /** Second factor and one's own password again: whoever is here has passed one proof. */
  code: tries(8, 15 * minute),
  resetByAddress: tries(10, hour),
  resetOfAccount: tries(3, hour),
});

const limits = new WeakMap<Ground['db'], ReturnType<typeof makeLimits>>();

/** The counts of this process. */
export function limitsOf(ground: Ground): ReturnType<typeof makeLimits> {
  const known = limits.get(ground.db) ?? makeLimits();
  limits.set(ground.db, known);
  return known;
}

/** One subscriber has a whole /64 of IPv6 (RFC 6177), so it counts as one address. */
export function addressKey(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip;
  const [head = '', tail = ''] = ip.split('::');
  const left = head ? head.split(':') : [];
  const right = ip.includes('::') && tail ? tail.split(':') : [];
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = ip.includes('::') ? [...left, ...zeros, ...right] : left;
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
