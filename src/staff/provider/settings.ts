import { z } from 'zod';
import type { Db, Tx } from '../../platform/db/connect.ts';
import { audit } from '../../platform/events/audit.ts';
import { type By, record } from '../../platform/events/record.ts';
import type { Ground } from '../../platform/ground.ts';
import { refuse } from '../../platform/http/errors.ts';
import type { Secrets } from '../../platform/settings/secrets.ts';
import { readSetting, writeSetting } from '../../platform/settings/settings.ts';
import type { Role } from '../caller.ts';
import type { ProviderInput, ProviderView } from './contract.ts';

/*
 * The identity provider people sign in by (OpenID Connect), as the owner set it up. The client secret is
 * sealed with the key outside the database.
 */

const key = 'provider';
const sealPurpose = 'identity provider';

const Provider = z.object({
  issuer: z.string(),
  clientId: z.string(),
  /** Sealed, in base64. */
  secret: z.string(),
  /** E-mail domains that may sign in; none means all the provider vouches for. */
  domains: z.array(z.string()),
  /** What somebody new becomes; null: only who was invited comes in. */
  joinAs: z.enum(['supervisor', 'agent', 'light']).nullable(),
  /** What the button says. */
  label: z.string(),
  /** Whether passwords and passkeys let people in besides. An owner always gets in. */
  ownWays: z.boolean(),
});
export type Provider = z.infer<typeof Provider>;

export const readProvider = (db: Db): Promise<Provider | null> =>
  readSetting(db, key, Provider.nullable().default(null));

export const clientSecret = (secrets: Secrets, { secret }: Provider): string =>
  secrets.open(Buffer.from(secret, 'base64'), sealPurpose);

/** Where the provider sends people back to; it must be registered there. */
export const callbackPath = '/sign-in/provider/callback';
export const callbackUrl = ({ config }: Pick<Ground, 'config'>): string => config.publicUrl + callbackPath;

/** The settings as its page shows them; the secret is never shown again. */
export async function viewProvider(ground: Ground): Promise<ProviderView> {
  const provider = await readProvider(ground.db);
  const { secret: _, ...shown } = provider ?? { ...nothing };
  return { ...shown, on: provider !== null, callbackUrl: callbackUrl(ground) };
}
const nothing = {
  issuer: '',
  clientId: '',
  secret: '',
  domains: [],
  joinAs: null,
  label: '',
  ownWays: true,
};

/** Sets the provider; a secret left out stays as it was. Throws BAD_INPUT when there is none. */
export async function setProvider(
  tx: Tx,
  by: By,
  secrets: Secrets,
  { secret, ...input }: ProviderInput,
  now: Date,
): Promise<void> {
  const before = await readProvider(tx);
  // A secret is for one issuer: another one must not be shown it.
  const kept = before?.issuer === input.issuer ? before.secret : undefined;
  const sealed = secret ? secrets.seal(secret, sealPurpose).toString('base64') : kept;
  if (!sealed)
    throw refuse(
      'BAD_INPUT',
      'The client secret is missing. Your provider shows it where you made the client.',
    );
  await writeSetting(tx, key, { ...input, secret: sealed } satisfies Provider, now);
  const data = { joinAs: input.joinAs, ownWays: input.ownWays, domains: input.domains.length };
  await noteProvider(tx, by, 'workspace.set-provider', data, now);
}

/** Ends sign-in by the provider. Accounts stay linked, should it come back. */
export async function removeProvider(tx: Tx, by: By, now: Date): Promise<void> {
  if (!(await readProvider(tx))) return;
  await writeSetting(tx, key, null, now);
  await noteProvider(tx, by, 'workspace.remove-provider', {}, now);
}

async function noteProvider(
  tx: Tx,
  by: By,
  action: string,
  data: Record<string, string | number | boolean | null>,
  now: Date,
): Promise<void> {
  await record(tx, { kind: 'workspace.changed', by, at: now });
  await audit(tx, by, action, 'workspace', null, data, now);
}

/**
 * Whether people may prove themselves to Rapport, by password or passkey, rather than to the provider. Owners
 * always may, or a provider that is away would lock everybody out. Throws NOT_ALLOWED.
 */
export async function needOwnWay(db: Db, role: Role): Promise<void> {
  if (role === 'owner') return;
  const provider = await readProvider(db);
  if (!provider || provider.ownWays) return;
  throw refuse('NOT_ALLOWED', `Your workspace signs in with ${provider.label}. Use that button.`);
}
