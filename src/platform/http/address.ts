import { BlockList, isIP, isIPv6 } from 'node:net';

/** Who may speak for others by X-Forwarded-*: the addresses and ranges the operator named. */
export function trustedProxies(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0) throw new Error(`TRUSTED_PROXIES: "${entry}" is not an address or range.`);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** IPv4 written as IPv6 (::ffff:1.2.3.4) is the same address. */
const unmapped = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const isTrusted = (proxies: BlockList, address: string): boolean =>
  isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * The caller's address. X-Forwarded-For is read from its end, past proxies we trust; the first address
 * that is not one of them is the caller. What stands before it could have been made up by anybody.
 */
export function callerAddress(peer: string, forwarded: string | null, proxies: BlockList): string {
  const hops = (forwarded ?? '').split(',', 50).map((hop) => unmapped(hop.trim()));
  let address = unmapped(peer);
  while (isTrusted(proxies, address)) {
    const before = hops.pop();
    if (!before || isIP(before) === 0) break;
    address = before;
  }
  return address;
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
