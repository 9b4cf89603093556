import { Resolver } from 'node:dns/promises';
import { minute, second } from '../../platform/clock/clock.ts';

/** Asks the DNS: TXT answers are lists of pieces, the others lists of names. Rejects with Node's own codes. */
export type Resolve = (name: string, type: string) => Promise<string[] | string[][]>;

const askMs = 1_500;
const keepMs = 5 * minute;
const mostKept = 5_000;
/** After this many questions in a row without any answer the network counts as away, for a while. */
const silent = 3;
const awayMs = 30 * second;

class DnsAway extends Error {
  readonly code = 'ETIMEOUT';
}

type Kept = { until: number; answer: Promise<string[] | string[][]> };

/**
 * A resolver that cannot hold up intake: short timeouts, answers kept for five minutes (also "there is
 * none"), and no questions at all for half a minute once several in a row went unanswered.
 * `ask` and `elapsed` (milliseconds, monotonic) are handed in by tests.
 */
export function createResolver(ask: Resolve = askSystem(), elapsed = () => performance.now()): Resolve {
  const kept = new Map<string, Kept>();
  let unanswered = 0;
  let awayUntil = 0;

  const fresh = async (name: string, type: string) => {
    if (elapsed() < awayUntil) throw new DnsAway('The DNS does not answer');
    try {
      const answer = await ask(name, type);
      unanswered = 0;
      return answer;
    } catch (error) {
      if (isAnswer(error)) unanswered = 0;
      else if (++unanswered >= silent) awayUntil = elapsed() + awayMs;
      throw error;
    }
  };

  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    const known = kept.get(key);
    if (known && known.until > elapsed()) return known.answer;
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value as string);
    const answer = fresh(name, type);
    kept.set(key, { until: elapsed() + keepMs, answer });
    answer.catch((error: unknown) => {
      if (!isAnswer(error)) kept.delete(key);
    });
    return answer;
  };
}

/** "No such name" and "no such record" are answers; silence and refusal are not. */
function isAnswer(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOTFOUND' || code === 'ENODATA';
}

function askSystem(): Resolve {
  const resolver = new Resolver({ timeout: askMs, tries: 1 });
  return (name, type) => resolver.resolve(name, type) as Promise<string[] | string[][]>;
}
