export type RateLimit = {
  /**
   * Takes one from `key`'s bucket. 0 if there was one, else how many milliseconds until there is.
   * What was refused costs nothing.
   */
  take(key: string, now: Date): number;
  /** Puts one back that was taken for something rightful, and leaves what others took. */
  giveBack(key: string): void;
  /** Fills `key`'s bucket again. */
  forgive(key: string): void;
};

/**
 * A token bucket for each key: `burst` at once, then one each `everyMs`. Holds at most `keys` of them and
 * drops the one unused for longest, so that an attacker with many addresses fills no memory; being
 * dropped only ever means being allowed again. In memory, for one process.
 */
export function rateLimit({
  burst,
  everyMs,
  keys = 10_000,
}: {
  burst: number;
  everyMs: number;
  keys?: number;
}): RateLimit {
  /** A Map keeps the order of insertion, so the first key is the one unused for longest. */
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(key, now) {
      const at = now.getTime();
      const before = buckets.get(key);
      // A clock that was set back gives nothing and takes nothing.
      const passed = before ? Math.max(0, at - before.at) : 0;
      const tokens = before ? Math.min(burst, before.tokens + passed / everyMs) : burst;
      const allowed = tokens >= 1;
      buckets.delete(key);
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at });
      if (buckets.size > keys) buckets.delete(buckets.keys().next().value as string);
      return allowed ? 0 : Math.ceil((1 - tokens) * everyMs);
    },
    giveBack(key) {
      const bucket = buckets.get(key);
      if (bucket) bucket.tokens = Math.min(burst, bucket.tokens + 1);
    },
    forgive(key) {
      buckets.delete(key);
    },
  };
}
