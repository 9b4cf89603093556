import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { client } from '../../ui/api.ts';

/* What the browser does with passkeys (WebAuthn level 3); a chunk of its own, for only doors and Security need it. */

/** Whether passkeys can be here at all: the browser knows them, and the address has a name and is safe. */
export const canPasskeys = (): boolean =>
  browserSupportsWebAuthn() && window.isSecureContext && !/^[\d.]+$|^\[/.test(location.hostname);

/** What the person or the browser said, when it was no. */
export type Refused = 'cancelled' | 'known' | 'failed';
export function refusedBy(error: unknown): Refused | null {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return 'known';
  if (error instanceof DOMException || error instanceof WebAuthnError) {
    const { name } = error;
    return name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'failed';
  }
  return null;
}

/** Has the device make a passkey, which the account then keeps under `name`. */
export async function addPasskey(name: string, password: string | undefined) {
  const { attemptId, options } = await client.staff.passkeys.start({ password });
  const credential = await startRegistration({ optionsJSON: options as never });
  return client.staff.passkeys.add({ attemptId, name, credential: credential as never });
}

/**
 * Signs in with a passkey.
 * @param quiet offers it among what the browser fills into the e-mail field, without a window of its own, and
 * waits until one is chosen there
 */
export async function signInByPasskey(quiet: boolean): Promise<void> {
  const { attemptId, options } = await client.staff.passkeys.ask();
  const credential = await startAuthentication({
    optionsJSON: options as never,
    useBrowserAutofill: quiet,
    verifyBrowserAutofillInput: false,
  });
  await client.staff.passkeys.signIn({ attemptId, credential: credential as never });
}

/** Whether the browser offers passkeys in the e-mail field. */
export const canOfferQuietly = async (): Promise<boolean> =>
  canPasskeys() && (await browserSupportsWebAuthnAutofill());
