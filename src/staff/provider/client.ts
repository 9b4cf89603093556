import * as oidc from 'openid-client';
import type { Ground } from '../../platform/ground.ts';
import { Refusal, refuse } from '../../platform/http/errors.ts';
import { guardedFetch } from '../../platform/net/guard.ts';
import { readNetRules } from '../../platform/net/rules.ts';

/** What is read of the provider's documents at most. */
const maxBytes = 512 * 1024;

/**
 * openid-client, told about one issuer: its configuration is fetched and must name that issuer (OpenID Connect
 * Discovery 1.0, section 4.3). Whatever it fetches goes through the guard, since the addresses are the
 * provider's to choose (SAFETY, "No one in" 5).
 *
 * Throws CANNOT_CONNECT in words an owner understands.
 */
export async function providerClient(
  ground: Ground,
  { issuer, clientId, secret }: { issuer: string; clientId: string; secret: string },
): Promise<oidc.Configuration> {
  const rules = await readNetRules(ground.db);
  const fetch: oidc.CustomFetch = async (url, options) => {
    const answer = await guardedFetch(url, {
      rules,
      method: options.method,
      headers: options.headers,
      body: bodyOf(options.body),
      maxBytes,
    });
    const empty = answer.status === 204 || answer.status === 304;
    return new Response(empty ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: answer.headers,
    });
  };
  const server = new URL(issuer);
  const insecure = server.protocol === 'http:';
  let found: oidc.Configuration;
  try {
    found = await oidc.discovery(server, clientId, undefined, oidc.ClientSecretBasic(secret), {
      [oidc.customFetch]: fetch,
      execute: insecure ? [oidc.allowInsecureRequests] : [],
    });
  } catch (error) {
    throw spoken(error, server.hostname);
  }
  // Left out it means basic (Discovery 1.0, section 3).
  const methods = found.serverMetadata().token_endpoint_auth_methods_supported;
  if (!methods || methods.includes('client_secret_basic')) return found;
  const posting = new oidc.Configuration(
    found.serverMetadata(),
    clientId,
    undefined,
    oidc.ClientSecretPost(secret),
  );
  posting[oidc.customFetch] = fetch;
  if (insecure) oidc.allowInsecureRequests(posting);
  return posting;
}

const bodyOf = (body: oidc.FetchBody): string | Uint8Array | undefined => {
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof ReadableStream) throw new Error('Nothing is streamed to an identity provider.');
  return body == null ? undefined : typeof body === 'string' ? body : new Uint8Array(body as ArrayBuffer);
};

/** What went wrong between us and the provider, as a refusal. */
function spoken(error: unknown, host: string): Refusal {
  const cause = error instanceof Error ? error.cause : undefined;
  if (error instanceof Refusal) return error;
  if (cause instanceof Refusal) return cause;
  return refuse(
    'CANNOT_CONNECT',
    `${host} does not describe itself as an OpenID Connect issuer of exactly this address. Copy the issuer from your provider's page.`,
    { reason: 'not-an-issuer', host },
  );
}
