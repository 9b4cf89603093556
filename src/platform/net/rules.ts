import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import type { Db } from '../db/connect.ts';
import { readSetting } from '../settings/settings.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * What an address is to somebody who must not reach into our network: `public`; `private`, which an owner
 * may allow, since many a company keeps its mail server there; or `never`, from where no service of theirs
 * answers but the cloud's own secrets do.
 */
export type Reach = 'public' | 'private' | 'never';

const inPrivate = new Set([
  'private',
  'loopback',
  'carrierGradeNat',
  'uniqueLocal',
  'reserved',
  'deprecatedSiteLocal',
]);

/** Where clouds keep the secrets of a machine, as far as that is not link-local anyway. */
const metadata = new Set(['100.100.100.200', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254']);

/** The IPv4 address an IPv6 one leads to by translation, if it does. */
function inside(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray();
  const range = address.range();
  const last = new ipaddr.IPv4(bytes.slice(12));
  // RFC 4291 2.5.5 (mapped, and compatible with 96 zero bits), RFC 6145, RFC 6052 (NAT64), RFC 3056 (6to4).
  if (range === 'ipv4Mapped' || range === 'rfc6145') return last;
  if (address.match(nat64)) return last;
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  if (address.match(compatible) && range !== 'unspecified' && range !== 'loopback') return last;
  return undefined;
}
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const compatible = ipaddr.IPv6.parseCIDR('::/96');
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

const isV6 = (address: Address): address is ipaddr.IPv6 => address.kind() === 'ipv6';

/** Reads an address in its one proper spelling; a zone (`%eth0`) is left out. */
function parse(text: string): Address | undefined {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  return ipaddr.IPv6.isValid(bare) ? ipaddr.IPv6.parse(bare) : undefined;
}

function reachOf(address: Address): Reach {
  if (isV6(address)) {
    const v4 = inside(address);
    if (v4) return reachOf(v4);
  }
  if (metadata.has(address.toString())) return 'never';
  const range = address.range();
  if (range === 'unicast' && (!isV6(address) || address.match(globalUnicast))) return 'public';
  return inPrivate.has(range) ? 'private' : 'never';
}

/** Hosts (by name) and addresses or CIDR ranges in the private network that Rapport may connect to. */
export const NetAllow = z
  .array(
    z
      .string()
      .trim()
      .toLowerCase()
      .min(1)
      .max(253)
      .refine((entry) => !entry.includes('/') || ipaddr.isValidCIDR(entry), {
        error: 'This is not a range such as 10.0.0.0/8.',
      }),
  )
  .max(200)
  .default([]);

/** The settings key under which an owner keeps the list. */
export const netAllowKey = 'net.allow';

export type NetRules = {
  /** Whether a connection to `address` (an IP, which `host` was found to be at) is allowed. */
  judge(host: string, address: string): 'allowed' | Exclude<Reach, 'public'>;
};

/** Rules with exceptions for `allow` (see NetAllow). What must never be reached has none. */
export function netRules(allow: readonly string[] = []): NetRules {
  const hosts = new Set<string>();
  const ranges: [Address, number][] = [];
  for (const entry of allow) {
    const single = parse(entry);
    if (entry.includes('/')) ranges.push(ipaddr.parseCIDR(entry));
    else if (single) ranges.push([single, isV6(single) ? 128 : 32]);
    else hosts.add(plainHost(entry));
  }
  const listed = (address: Address): boolean =>
    ranges.some(([net, bits]) => net.kind() === address.kind() && address.match([net, bits] as never));
  return {
    judge(host, text) {
      const found = parse(text);
      if (!found) return 'never';
      const address = (isV6(found) && inside(found)) || found;
      const reach = reachOf(address);
      if (reach === 'public') return 'allowed';
      if (reach === 'private' && (hosts.has(plainHost(host)) || listed(address))) return 'allowed';
      return reach;
    },
  };
}

const plainHost = (host: string): string => host.toLowerCase().replace(/\.$/, '');

/**
 * The rules as they are set now: the owner's list, and RAPPORT_ALLOW_PRIVATE (the same, separated by
 * commas) of whoever runs the server.
 */
export async function readNetRules(db: Db, env: NodeJS.ProcessEnv = process.env): Promise<NetRules> {
  const operator = (env.RAPPORT_ALLOW_PRIVATE ?? '').split(',').map((entry) => entry.trim());
  return netRules([
    ...(await readSetting(db, netAllowKey, NetAllow)),
    ...NetAllow.parse(operator.filter(Boolean)),
  ]);
}
