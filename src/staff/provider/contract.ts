import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Done } from '../../platform/http/shapes.ts';

/** The API of sign-in by an identity provider (OpenID Connect Core 1.0). */

const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'This is not a domain such as example.com.');
const JoinAs = z
  .enum(['supervisor', 'agent', 'light'])
  .nullable()
  .describe('The role somebody new gets; null lets in only who was invited.');

/** Tokens and passwords travel to the issuer, so it must be https; this machine itself is reached in the clear. */
const isIssuer = (word: string): boolean => {
  const url = URL.parse(word);
  if (!url || url.username || url.password || url.search || url.hash) return false;
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))
  );
};

export const ProviderInput = z.object({
  issuer: z
    .string()
    .trim()
    .max(500)
    .refine(isIssuer, 'The issuer is an address that begins with https://, as your provider shows it.'),
  clientId: z.string().trim().min(1).max(500),
  secret: z.string().trim().max(1000).optional().describe('Left out: stays as it is.'),
  domains: z.array(Domain).max(50).default([]),
  joinAs: JoinAs.default(null),
  label: z.string().trim().min(1).max(60).describe('What the button says, such as the name of the company.'),
  ownWays: z
    .boolean()
    .default(true)
    .describe('Whether passwords and passkeys let people in besides; owners always may use them.'),
});
export type ProviderInput = z.output<typeof ProviderInput>;

const ProviderView = z.object({
  on: z.boolean(),
  issuer: z.string(),
  clientId: z.string(),
  domains: z.array(z.string()),
  joinAs: JoinAs,
  label: z.string(),
  ownWays: z.boolean(),
  callbackUrl: z.string().describe('The redirect address to register with the provider.'),
});
export type ProviderView = z.infer<typeof ProviderView>;

export const providerContract = {
  get: oc
    .route({ method: 'GET', path: '/workspace/provider', summary: 'The identity provider people sign in by' })
    .output(ProviderView),
  set: oc
    .route({
      method: 'PUT',
      path: '/workspace/provider',
      summary: 'Set the identity provider; it is asked for its configuration first',
    })
    .input(ProviderInput)
    .output(ProviderView),
  remove: oc
    .route({ method: 'DELETE', path: '/workspace/provider', summary: 'End sign-in by the identity provider' })
    .output(ProviderView),
  ways: oc.route({ method: 'GET', path: '/sign-in', summary: 'Which ways of signing in there are' }).output(
    z.object({
      provider: z.object({ label: z.string() }).nullable(),
      ownWays: z.boolean().describe('Whether anyone but an owner may use a password or passkey.'),
    }),
  ),
  start: oc
    .route({
      method: 'POST',
      path: '/sign-in/provider',
      summary: 'Begin to sign in by the identity provider',
    })
    .input(z.object({ to: z.string().max(2000).optional().describe('A path of the desk to come back to.') }))
    .output(z.object({ url: z.string().describe('Where the browser goes now.') })),
  code: oc
    .route({
      method: 'POST',
      path: '/sign-in/provider/code',
      summary: 'Give the second factor, after the identity provider vouched for you',
    })
    .input(z.object({ attemptId: z.string().max(60), code: z.string().trim().max(40) }))
    .output(Done),
};
