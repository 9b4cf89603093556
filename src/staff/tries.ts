import { hour, minute } from '../platform/clock/clock.ts';
import type { Ground } from '../platform/ground.ts';
import { type RateLimit, rateLimit } from '../platform/limits/rate.ts';

/** At most `most` at once; they come back evenly over `perMs`. */
const tries = (most: number, perMs: number): RateLimit =>
  rateLimit({ burst: most, everyMs: perMs / most, keys: 50_000 });

/**
 * What may be guessed, and how often. Taken before the work, so that many at once count too, and given back
 * for what turns out rightful. A stranger's wrong tries never lock an agent out: browsers that have
 * signed in before have a count of their own (`knownDevice`; OWASP, "Slow Down Online Guessing Attacks with
 * Device Cookies"), and `account` bounds all other browsers of the world together.
 */
const makeLimits = () => ({
  address: tries(30, 10 * minute),
  account: tries(20, hour),
  knownDevice: tries(10, 15 * minute),
  /** Sign-ins begun and left half-way: each is a row until it runs out. */
  attempts: tries(60, 10 * minute),
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
