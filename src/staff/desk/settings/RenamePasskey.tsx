import { useState } from 'react';
import { client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { t } from '../../../ui/words.ts';
import { useStaffWrite } from '../write.ts';
import type { Passkey } from './Passkeys.tsx';

/** Gives a passkey another name. */
export function RenamePasskey({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const [name, setName] = useState(passkey.name);
  const rename = useStaffWrite(client.staff.passkeys.rename, { inline: true, onDone: onClose });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('staff.passkeys.renameOf', { name: passkey.name })}
      foot={
        <Button
          size={36}
          look="primary"
          type="submit"
          form="passkey-name"
          busy={rename.isPending}
          disabled={!name.trim()}
        >
          {t('ui.save')}
        </Button>
      }
    >
      <form
        id="passkey-name"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!rename.isPending) rename.mutate({ id: passkey.id, name: name.trim() });
        }}
      >
        <Field label={t('staff.passkeys.name')} hint={t('staff.passkeys.nameHint')}>
          <Input autoFocus value={name} maxLength={200} onValueChange={(next) => setName(next)} />
        </Field>
        <FormError>{rename.error ? sentence(rename.error) : null}</FormError>
      </form>
    </Dialog>
  );
}
