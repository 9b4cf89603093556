import { useMutation } from '@tanstack/react-query';
import { Building2, Fingerprint } from 'lucide-react';
import { useEffect } from 'react';
import { client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { sentence } from '../../../ui/errors.ts';
import { t } from '../../../ui/words.ts';
import { canOfferQuietly, canPasskeys, refusedBy, signInByPasskey } from '../webauthn.ts';

type Props = {
  /** The identity provider's button, if there is one. */
  provider: { label: string } | null;
  /** Where somebody wanted to go. */
  to: string | undefined;
  onIn: () => Promise<void>;
};

/** Beside the password: a passkey, and the identity provider. */
export default function OtherWays({ provider, to, onIn }: Props) {
  const passkey = useMutation({
    mutationFn: () => signInByPasskey(false),
    meta: { inline: true },
    onSuccess: onIn,
  });
  const leave = useMutation({
    mutationFn: () => client.staff.provider.start({ to }),
    meta: { inline: true },
    onSuccess: ({ url }) => location.assign(url),
  });
  useQuietOffer(onIn);
  const refused = refusedBy(passkey.error);
  const error = passkey.error ?? leave.error;
  if (!provider && !canPasskeys()) return null;
  return (
    <>
      <div className="flex items-center gap-3 text-12 text-ink3">
        <span className="h-px flex-1 bg-line" />
        {t('staff.signIn.or')}
        <span className="h-px flex-1 bg-line" />
      </div>
      {provider && (
        <Button
          size={36}
          icon={<Building2 size={15} aria-hidden="true" />}
          busy={leave.isPending || leave.isSuccess}
          onClick={() => leave.mutate()}
        >
          {t('staff.provider.signIn', { label: provider.label })}
        </Button>
      )}
      {canPasskeys() && (
        <Button
          size={36}
          icon={<Fingerprint size={15} aria-hidden="true" />}
          busy={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t('staff.passkeys.signIn')}
        </Button>
      )}
      <FormError>{error ? (refused ? t(`staff.passkeys.${refused}`) : sentence(error)) : null}</FormError>
    </>
  );
}

/** Offers passkeys among what the browser fills into the e-mail field, as long as this page is open. */
function useQuietOffer(onIn: () => Promise<void>): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: offered once for as long as the page stands
  useEffect(() => {
    let here = true;
    void canOfferQuietly()
      .then((can) => (can && here ? signInByPasskey(true).then(onIn) : undefined))
      // Nobody asked for it, so nobody is told that it came to nothing: the button says why if it is used.
      .catch(() => {});
    return () => {
      here = false;
    };
  }, []);
}
