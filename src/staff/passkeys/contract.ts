import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Done, Id, Name, Page } from '../../platform/http/shapes.ts';

/** The API of passkeys: your own ones, and signing in with one. */

const AttemptId = z.string().max(60).describe('Names the question this answers; it holds for ten minutes.');
/** What the browser's WebAuthn interface takes and gives, in its JSON form (WebAuthn level 3, section 5.1). */
const Options = z.record(z.string(), z.unknown());
const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/);
const Credential = { id: bytes(1400).min(1), rawId: bytes(1400).min(1), type: z.literal('public-key') };
/** We ask for no extension, so none is read. */
const Extensions = z.object({}).default({});

export const Attestation = z.object({
  ...Credential,
  authenticatorAttachment: z.string().max(40).optional(),
  clientExtensionResults: Extensions,
  response: z.object({
    clientDataJSON: bytes(5_000),
    attestationObject: bytes(50_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
export const Assertion = z.object({
  ...Credential,
  authenticatorAttachment: z.string().max(40).optional(),
  clientExtensionResults: Extensions,
  response: z.object({
    clientDataJSON: bytes(5_000),
    authenticatorData: bytes(5_000),
    signature: bytes(5_000),
    userHandle: bytes(200).optional(),
  }),
});

export const Passkey = z.object({
  id: Id,
  name: z.string(),
  host: z.string().describe('The host it was made for.'),
  synced: z.boolean().describe('Kept by a cloud for several devices.'),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
});
export type Passkey = z.infer<typeof Passkey>;

const Question = z.object({ attemptId: z.string(), options: Options });

export const passkeysContract = {
  list: oc.route({ method: 'GET', path: '/me/passkeys', summary: 'Your passkeys' }).output(Page(Passkey)),
  start: oc
    .route({ method: 'POST', path: '/me/passkeys/start', summary: 'Begin to add a passkey' })
    .input(
      z.object({
        password: z
          .string()
          .max(1000)
          .optional()
          .describe('Your password; not needed within ten minutes of signing in.'),
      }),
    )
    .output(Question),
  add: oc
    .route({ method: 'POST', path: '/me/passkeys', summary: 'Add the passkey just made', successStatus: 201 })
    .input(z.object({ attemptId: AttemptId, name: Name, credential: Attestation }))
    .output(Passkey),
  rename: oc
    .route({ method: 'PATCH', path: '/me/passkeys/{id}', summary: 'Rename a passkey' })
    .input(z.object({ id: Id, name: Name }))
    .output(Passkey),
  remove: oc
    .route({ method: 'DELETE', path: '/me/passkeys/{id}', summary: 'Remove a passkey; it signs in no more' })
    .input(z.object({ id: Id }))
    .output(Done),
  ask: oc
    .route({ method: 'POST', path: '/sign-in/passkey/start', summary: 'Begin to sign in with a passkey' })
    .output(Question),
  signIn: oc
    .route({
      method: 'POST',
      path: '/sign-in/passkey',
      summary: 'Sign in with a passkey, which is both factors',
    })
    .input(z.object({ attemptId: AttemptId, credential: Assertion }))
    .output(Done),
};
