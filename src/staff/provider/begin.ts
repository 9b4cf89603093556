import * as oidc from 'openid-client';
import { z } from 'zod';
import type { HttpContext } from '../../platform/http/context.ts';
import { refuse } from '../../platform/http/errors.ts';
import { beginAttempt } from '../attempt.ts';
import { providerClient } from './client.ts';
import { callbackUrl, clientSecret, type Provider, readProvider } from './settings.ts';

/** What an attempt keeps while its browser is at the provider's. */
export const Away = z.object({
  issuer: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
});

/** The client for the provider in use. Throws CONFLICT when there is none. */
export async function clientInUse(
  context: HttpContext,
): Promise<{ provider: Provider; client: oidc.Configuration }> {
  const { ground } = context;
  const provider = await readProvider(ground.db);
  if (!provider) throw refuse('CONFLICT', 'Signing in by an identity provider is not set up here.');
  const client = await providerClient(ground, {
    ...provider,
    secret: clientSecret(ground.secrets, provider),
  });
  return { provider, client };
}

/**
 * Begins to sign in by the provider: where the browser goes. The attempt's id is the `state`; it is bound to
 * this browser by a cookie, the code to us by PKCE (RFC 7636), the ID token to the attempt by its nonce.
 */
export async function beginProvider(
  context: HttpContext,
  { to = '/' }: { to?: string | undefined },
  now: Date,
): Promise<string> {
  const { provider, client } = await clientInUse(context);
  const verifier = oidc.randomPKCECodeVerifier();
  const nonce = oidc.randomNonce();
  const secret = { issuer: provider.issuer, nonce, verifier, to: ownPath(to) };
  const state = await beginAttempt(context, 'provider', { secret }, now);
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: callbackUrl(context.ground),
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return url.href;
}

/** A path of this desk and never another site, whatever was asked. */
export const ownPath = (to: string): string => (/^\/(?![/\\])[^\s\\]*$/.test(to) ? to : '/');
