import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { fieldErrors, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { t } from '../../../ui/words.ts';
import type { Detected } from './form.ts';

type Props = { given: string; onFound: (address: string, found: Detected) => void };

/** The address, from which the rest is found. */
export function AddressStep({ given, onFound }: Props) {
  const [address, setAddress] = useState(given);
  const detect = useMutation({
    mutationFn: (input: { address: string }) => client.channels.detect(input, { context: { read: true } }),
    meta: { inline: true },
    onSuccess: (found, input) => onFound(input.address, found),
  });
  const wrong = fieldErrors(detect.error).address;
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!detect.isPending) detect.mutate({ address: address.trim().toLowerCase() });
      }}
    >
      <Field label={t('channels.address')} hint={t('channels.address.hint')} error={wrong}>
        <Input
          autoFocus
          type="email"
          autoComplete="off"
          dir="ltr"
          placeholder="support@example.com"
          value={address}
          onValueChange={(next) => setAddress(next)}
        />
      </Field>
      <FormError>{detect.error && !wrong ? sentence(detect.error) : null}</FormError>
      <div className="flex justify-end">
        <Button
          size={36}
          look="primary"
          type="submit"
          busy={detect.isPending}
          disabled={!/^\S+@\S+\.\S+$/.test(address.trim())}
        >
          {t(detect.isPending ? 'channels.looking' : 'channels.findServers')}
        </Button>
      </div>
    </form>
  );
}
