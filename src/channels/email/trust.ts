import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import type { Trust } from '../../conversations/types.ts';
import { createResolver, type Resolve } from './resolver.ts';

/**
 * Whether the sender is who the From line says (RFC 7489): verified when DMARC passes or, where a domain
 * has no policy, when an aligned DKIM or SPF does; failed only where a domain asks to refuse what does not
 * pass and both could be checked; unverified in every other case, also when there is no network.
 */

export type TrustInput = {
  raw: Buffer;
  /** Domain of the From line, lower case. */
  fromDomain: string;
  /** Authentication-Results headers, topmost first. */
  results: readonly string[];
  /** The name under which the mail host itself writes these (RFC 8601, section 2.5); others' are not believed. */
  authserv: string | null;
  /** The sending server as our door saw it; SPF needs it. */
  peer?: { ip: string; helo: string; mailFrom: string };
};

const deadlineMs = 4_000;
const chunk = 64 * 1024;
const systemResolver = createResolver();

/** Judges within a few seconds, whatever the network does; never throws. */
export async function judgeTrust(input: TrustInput, resolve: Resolve = systemResolver): Promise<Trust> {
  if (!input.fromDomain) return 'unverified';
  const told = input.authserv ? toldByHost(input, input.authserv) : undefined;
  if (told) return told;
  const peer = input.peer && isPublic(input.peer.ip) ? input.peer : undefined;
  // Without a signature and without a known peer there is nothing that could be checked.
  if (!peer && !hasSignature(input.raw)) return 'unverified';
  const done = new AbortController();
  try {
    return await Promise.race([
      check(input, peer, resolve),
      pause(deadlineMs, 'unverified' as const, { signal: done.signal, ref: false }),
    ]);
  } catch {
    return 'unverified';
  } finally {
    done.abort();
  }
}

async function check(input: TrustInput, peer: TrustInput['peer'], resolve: Resolve): Promise<Trust> {
  // Loaded when first needed: a server that only reads trusted hosts' results never pays for it.
  const { authenticate } = await import('mailauth');
  const result = await authenticate(input.raw.length > chunk ? inChunks(input.raw) : input.raw, {
    ...(peer && { ip: peer.ip, helo: peer.helo, sender: peer.mailFrom }),
    resolver: resolve,
    disableArc: true,
    disableBimi: true,
    mta: 'rapport',
  });
  const dmarc = result.dmarc || undefined;
  if (dmarc?.status.result === 'pass') return 'verified';
  if (dmarc?.status.result === 'fail') return peer && dmarc.policy !== 'none' ? 'failed' : 'unverified';
  const signed = result.dkim?.results?.some(
    ({ status, signingDomain }) => status.result === 'pass' && aligned(signingDomain, input.fromDomain),
  );
  const sent =
    result.spf && result.spf.status.result === 'pass' && aligned(result.spf.domain, input.fromDomain);
  return signed || (peer && sent) ? 'verified' : 'unverified';
}

/** What the mail host found, if it is really the host that says so: its own name, in the topmost header. */
function toldByHost(input: TrustInput, authserv: string): Trust | undefined {
  const first = input.results[0]?.slice(0, 8_000) ?? '';
  const [id = '', ...parts] = first.replace(/\([^()]{0,500}\)/g, ' ').split(';');
  if (id.trim().split(/\s+/)[0]?.toLowerCase() !== authserv.toLowerCase()) return undefined;
  const said = parts.map((part) => part.trim().toLowerCase());
  const dmarc = said.find((part) => part.startsWith('dmarc='));
  if (dmarc?.startsWith('dmarc=pass')) return 'verified';
  if (dmarc?.startsWith('dmarc=fail')) return /\bp=none\b/i.test(first) ? 'unverified' : 'failed';
  const passed = said.some(
    (part) =>
      (part.startsWith('dkim=pass') && aligned(after(part, /header\.[di]=@?([\w.-]+)/), input.fromDomain)) ||
      (part.startsWith('spf=pass') &&
        aligned(after(part, /smtp\.mailfrom=(?:[^\s@]{0,64}@)?([\w.-]+)/), input.fromDomain)),
  );
  return passed ? 'verified' : 'unverified';
}

const after = (part: string, pattern: RegExp): string | undefined => pattern.exec(part)?.[1];

/** Relaxed alignment (RFC 7489, section 3.1): the same domain, or one below the other. */
function aligned(domain: string | undefined, from: string): boolean {
  if (!domain?.includes('.')) return false;
  const name = domain.toLowerCase();
  return name === from || name.endsWith(`.${from}`) || from.endsWith(`.${name}`);
}

const hasSignature = (raw: Buffer): boolean =>
  /^dkim-signature:/im.test(raw.toString('latin1', 0, Math.min(raw.length, chunk)));

/** A large body is hashed piece by piece, so that the server goes on answering meanwhile. */
function inChunks(raw: Buffer): Readable {
  return Readable.from(
    (async function* () {
      for (let at = 0; at < raw.length; at += chunk) {
        yield raw.subarray(at, at + chunk);
        await breathe();
      }
    })(),
    { objectMode: false },
  );
}

/** Whether an address is one of the open internet: a relay of our own says nothing about the sender. */
export function isPublic(ip: string): boolean {
  const plain = ip.replace(/^::ffff:/i, '');
  if (isIP(plain) === 4) {
    return !/^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      plain,
    );
  }
  return isIP(plain) === 6 && !/^(::1?$|f[cd]|fe[89ab])/i.test(plain);
}
