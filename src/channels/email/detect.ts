import type { Detected } from '../contract.ts';
import { type Provider, providerOf } from './providers.ts';
import { createResolver, type Resolve } from './resolver.ts';

const systemResolver = createResolver();

/**
 * Which servers an address is probably read and sent with: by our own table of providers, by who takes the
 * domain's mail (MX), by the domain's SRV records (RFC 6186), and else a guess. Without a network the first
 * and the last still answer. Only names are looked up; nothing is connected to or downloaded.
 */
export async function detect(address: string, resolve: Resolve = systemResolver): Promise<Detected> {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const known = providerOf(domain);
  if (known) return from(known, 'known', address);
  const [exchange, imap, smtp] = await Promise.all([
    mailExchange(domain, resolve),
    service(`_imaps._tcp.${domain}`, resolve),
    service(`_submissions._tcp.${domain}`, resolve),
  ]);
  const host = exchange && providerOf(exchange);
  if (host) return from(host, 'mx', address);
  const guess = {
    imap: { host: `imap.${domain}`, port: 993, security: 'tls' as const },
    smtp: { host: `smtp.${domain}`, port: 465, security: 'tls' as const },
  };
  return {
    provider: null,
    found: imap ? 'srv' : 'guess',
    imap: imap ? { ...imap, security: 'tls' } : guess.imap,
    smtp: smtp ? { ...smtp, security: 'tls' } : guess.smtp,
    user: address,
    advice: imap
      ? null
      : 'We do not know this mail host. Look up its server names in your provider’s instructions if these do not work.',
  };
}

const from = (
  { name, imap, smtp, advice }: Provider,
  found: Detected['found'],
  address: string,
): Detected => ({
  provider: name,
  found,
  imap,
  smtp,
  user: address,
  advice,
});

/** The server that takes the domain's mail; undefined when that cannot be told. */
async function mailExchange(domain: string, resolve: Resolve): Promise<string | undefined> {
  const records = (await answer(resolve, domain, 'MX')) as { exchange: string; priority: number }[];
  return records.toSorted((a, b) => a.priority - b.priority)[0]?.exchange.toLowerCase();
}

async function service(name: string, resolve: Resolve): Promise<{ host: string; port: number } | undefined> {
  const records = (await answer(resolve, name, 'SRV')) as { name: string; port: number; priority: number }[];
  const first = records.toSorted((a, b) => a.priority - b.priority)[0];
  // A lone dot says that there is no such service (RFC 2782).
  return first && first.name !== '' && first.name !== '.'
    ? { host: first.name.toLowerCase(), port: first.port }
    : undefined;
}

async function answer(resolve: Resolve, name: string, type: string): Promise<unknown[]> {
  return resolve(name, type).catch(() => []);
}
