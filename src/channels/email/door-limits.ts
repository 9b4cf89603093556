import { minute } from '../../platform/clock/clock.ts';
import { Refused } from './door-refusals.ts';
import { isPublic } from './trust.ts';

/** Room for one mail in memory; taken as bytes come, given back when the mail is stored or refused. */
export type Room = {
  /** False when this mail is too large, or all mails together are. */
  take(bytes: number): boolean;
  readonly crowded: boolean;
  free(): void;
};

const connectionsOfOne = 20;
const mailsOfOneAMinute = 300;
/** Bytes of all mails that are being received at one time. */
const together = 256 * 1024 * 1024;

/** How much one visitor, and all together, may bring. Servers of our own network are not counted. */
export function createDoorLimits(maxBytes: number) {
  const inside = new Map<string, number>();
  const brought = new Map<string, { since: number; mails: number }>();
  let inHand = 0;

  return {
    enter(ip: string): Error | undefined {
      const count = (inside.get(ip) ?? 0) + 1;
      inside.set(ip, count);
      if (!isPublic(ip) || count <= connectionsOfOne) return undefined;
      return new Refused(421, '4.7.0 Too many connections from your address');
    },

    leave(ip: string): void {
      const count = (inside.get(ip) ?? 1) - 1;
      if (count > 0) inside.set(ip, count);
      else inside.delete(ip);
    },

    mayBring(ip: string): Error | undefined {
      if (inHand >= together) return new Refused(452, '4.3.1 Too busy just now, please try again later');
      if (!isPublic(ip)) return undefined;
      const now = performance.now();
      let tally = brought.get(ip);
      if (!tally || now - tally.since > minute) {
        if (brought.size > 10_000) brought.clear();
        tally = { since: now, mails: 0 };
        brought.set(ip, tally);
      }
      tally.mails++;
      return tally.mails > mailsOfOneAMinute
        ? new Refused(450, '4.7.1 Too much mail from your address, please try again later')
        : undefined;
    },

    room(): Room {
      let taken = 0;
      let crowded = false;
      return {
        take(bytes) {
          if (taken + bytes > maxBytes) return false;
          crowded ||= inHand + bytes > together;
          if (crowded) return false;
          taken += bytes;
          inHand += bytes;
          return true;
        },
        get crowded() {
          return crowded;
        },
        free() {
          inHand -= taken;
          taken = 0;
        },
      };
    },
  };
}
