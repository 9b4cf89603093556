import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
// @ts-expect-error The package has no types of its own.
import Provider from 'oidc-provider';

export type Account = {
  /** Who they are at the provider, for ever. */
  sub: string;
  email?: string;
  verified?: boolean;
  name?: string;
};

export type OidcServer = {
  issuer: string;
  clientId: string;
  secret: string;
  /** Who can be chosen on its sign-in page, by `sub`. */
  accounts: Map<string, Account>;
  /** Goes through its pages as a browser would, choosing `sub`; returns the address it sends the browser back to. */
  vouch(url: string, sub: string): Promise<URL>;
  close(): Promise<void>;
};

const clientId = 'rapport';
const secret = 'a secret between the two';

/** A real OpenID provider (the oidc-provider package) on loopback, whose sign-in page is a row of buttons. */
export async function startOidc(callbackUrl: string): Promise<OidcServer> {
  const accounts = new Map<string, Account>();
  // biome-ignore lint/suspicious/noExplicitAny: the package has no types of its own.
  let provider: any;
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    if (!pathname.startsWith('/choose/')) return provider.callback()(request, response);
    const accountId = searchParams.get('sub');
    if (!accountId) return choose(response, pathname, accounts);
    return provider.interactionFinished(request, response, { login: { accountId } });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: secret,
        redirect_uris: [callbackUrl],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['only for tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/choose/${uid}` },
    pkce: { required: () => true },
    renderError: async (ctx: { body: string }, { error, error_description }: Record<string, string>) => {
      ctx.body = `${error}: ${error_description}`;
    },
    findAccount: (_: unknown, sub: string) => {
      const { email, verified, name } = accounts.get(sub) ?? {};
      return { accountId: sub, claims: () => ({ sub, email, email_verified: verified, name }) };
    },
    // Whoever signs in agrees: the page that asks is not what is tested.
    async loadExistingGrant(ctx: { oidc: { session: { accountId: string }; provider: typeof provider } }) {
      const { session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  return {
    issuer,
    clientId,
    secret,
    accounts,
    vouch: (url, sub) => vouch(url, sub, callbackUrl),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function choose(
  response: ServerResponse<IncomingMessage>,
  here: string,
  accounts: Map<string, Account>,
): void {
  const links = [...accounts.values()].map(
    ({ sub, name }) => `<li><a href="${here}?sub=${encodeURIComponent(sub)}">${name ?? sub}</a></li>`,
  );
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(
    `<!doctype html><html lang="en"><title>Sign in</title><h1>Who are you?</h1><ul>${links.join('')}</ul>`,
  );
}

async function vouch(from: string, sub: string, callbackUrl: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(from);
  for (let hop = 0; hop < 10; hop++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) cookies.set(name, value);
    }
    const to = answer.headers.get('location');
    if (to) url = new URL(to, url);
    else if (url.pathname.startsWith('/choose/'))
      url = new URL(`${url.pathname}?sub=${encodeURIComponent(sub)}`, url);
    else throw new Error(`The provider said ${answer.status}: ${await answer.text()}`);
    if (url.href.startsWith(callbackUrl)) return url;
  }
  throw new Error('The provider sends in circles.');
}
