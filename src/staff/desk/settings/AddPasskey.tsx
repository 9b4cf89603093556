import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { dataOf, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { PasswordInput } from '../../../ui/PasswordInput.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { addPasskey, refusedBy } from '../webauthn.ts';
import { useStaffWrite } from '../write.ts';

/** Names a passkey, then has the device make it; asks for the password where signing in was long ago. */
export function AddPasskey({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState(thisDevice);
  const [password, setPassword] = useState('');
  const add = useStaffWrite(
    (input: { name: string; password?: string }) => addPasskey(input.name, input.password),
    {
      inline: true,
      onDone: ({ name: added }) => {
        toast(t('staff.passkeys.added', { name: added }));
        onClose();
      },
    },
  );
  const prove = password !== '' || isToProve(add.error);
  const refused = refusedBy(add.error);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('staff.passkeys.add')}
      description={t('staff.passkeys.add.lead')}
      foot={
        <Button
          size={36}
          look="primary"
          type="submit"
          form="passkey"
          busy={add.isPending}
          disabled={!name.trim() || (prove && !password)}
        >
          {t('staff.continue')}
        </Button>
      }
    >
      <form
        id="passkey"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!add.isPending) add.mutate({ name: name.trim(), ...(password && { password }) });
        }}
      >
        <Field label={t('staff.passkeys.name')} hint={t('staff.passkeys.nameHint')}>
          <Input autoFocus value={name} maxLength={200} onValueChange={(next) => setName(next)} />
        </Field>
        {prove && (
          <Field label={t('staff.password')} hint={t('staff.passkeys.proveHint')}>
            <PasswordInput autoFocus value={password} onChange={setPassword} />
          </Field>
        )}
        <FormError>
          {refused
            ? t(`staff.passkeys.${refused}`)
            : add.error && !isToProve(add.error)
              ? sentence(add.error)
              : null}
        </FormError>
      </form>
    </Dialog>
  );
}

const isToProve = (error: unknown): boolean =>
  (dataOf(error) as { prove?: boolean } | undefined)?.prove === true;

/** A name for this device to begin with, as far as the browser tells. */
function thisDevice(): string {
  const systems = [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'Mac'],
    [/CrOS/, 'Chromebook'],
    [/Linux/, 'Linux'],
  ] as const;
  return systems.find(([pattern]) => pattern.test(navigator.userAgent))?.[1] ?? '';
}
