import type { Ground } from '../platform/ground.ts';

/*
 * How many messages leave at once from this process. A mailbox whose server is slow holds its own two
 * lanes and no others; and all sending together leaves job slots free for what comes in.
 */
const perMailbox = 2;
const perProcess = 4;

const taken = new WeakMap<Ground, Map<string, number>>();
const turnedAway = new WeakSet<Ground>();

/** Takes a lane for a channel; gives back the function that leaves it, or undefined when none is free. */
export function enterLane(ground: Ground, channelId: string): (() => void) | undefined {
  const lanes = taken.get(ground) ?? new Map<string, number>();
  taken.set(ground, lanes);
  const here = lanes.get(channelId) ?? 0;
  const all = [...lanes.values()].reduce((sum, count) => sum + count, 0);
  if (here >= perMailbox || all >= perProcess) {
    turnedAway.add(ground);
    return undefined;
  }
  lanes.set(channelId, here + 1);
  return () => {
    const now = (lanes.get(channelId) ?? 1) - 1;
    if (now > 0) lanes.set(channelId, now);
    else lanes.delete(channelId);
  };
}

/** Whether somebody found no lane since this was last asked, so that whoever leaves one should call them. */
export const someoneWaits = (ground: Ground): boolean => turnedAway.delete(ground);
