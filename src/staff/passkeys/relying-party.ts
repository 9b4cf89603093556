import { isIP } from 'node:net';
import type { HttpContext } from '../../platform/http/context.ts';
import { refuse } from '../../platform/http/errors.ts';

/** For whom a passkey is (WebAuthn, section 5.1.2): the host it is bound to, and the page that may ask for it. */
export type RelyingParty = { id: string; origin: string };

/**
 * The relying party a request speaks for: the page it came from must be PUBLIC_URL or one of OTHER_ORIGINS.
 * Each origin has passkeys of its own host. Throws BAD_INPUT elsewhere, and for a host that is a bare number.
 */
export function relyingParty({ ground, headers }: HttpContext): RelyingParty {
  const { publicUrl, otherOrigins } = ground.config;
  const origin = headers.get('origin') ?? '';
  const home = new URL(publicUrl).origin;
  if (![home, ...otherOrigins].includes(origin))
    throw refuse('BAD_INPUT', `Passkeys work at ${home}, the address set as PUBLIC_URL. Open Rapport there.`);
  const { hostname } = new URL(origin);
  if (isIP(hostname.replace(/^\[|\]$/g, '')))
    throw refuse(
      'BAD_INPUT',
      'A passkey needs a name such as support.example.com, not an address in numbers.',
    );
  return { id: hostname, origin };
}
