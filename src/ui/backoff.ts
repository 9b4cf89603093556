/**
 * Milliseconds to wait before attempt n (from 0): 0.5 s doubling to 30 s, each anywhere between half and
 * whole, so that a thousand desks do not come back in the same moment after a restart.
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const whole = Math.min(30_000, 500 * 2 ** attempt);
  return whole / 2 + (whole / 2) * random();
}
