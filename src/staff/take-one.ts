import { refuse } from '../platform/http/errors.ts';
import type { RateLimit } from '../platform/limits/rate.ts';

/** Takes one try. Throws TOO_MANY, saying in how many seconds there is another. */
export function takeOne(limit: RateLimit, key: string, now: Date): void {
  const wait = limit.take(key, now);
  if (wait > 0) throw tooMany(wait);
}

/** Says how long to wait, in ms. */
export const tooMany = (wait: number) =>
  refuse(
    'TOO_MANY',
    'Too many wrong attempts. Wait some minutes, use a browser you have signed in with before, or set a new password by mail.',
    { retryAfterSeconds: Math.ceil(wait / 1000) },
  );
