import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { t } from '../../../ui/words.ts';
import type { Channel } from '../states.ts';
import { useChannelWrite } from '../write.ts';
import { FetchFields, type Fetching, firstFetching } from './FetchFields.tsx';
import { asSettings, type MailForm, smtpOf } from './form.ts';

const newInbox = 'new';
const newBrand = 'new';

type Props = { form: MailForm; onBack: () => void; onConnected: (channel: Channel) => void };

/** Where the mail goes to and what happens to it in the mailbox; then it is connected. */
export function PlaceStep({ form, onBack, onConnected }: Props) {
  const inboxes = useQuery(api.staff.inboxes.list.queryOptions({ input: {} })).data?.items;
  const brands = useQuery(api.staff.brands.list.queryOptions()).data?.items;
  const real = inboxes?.filter((inbox) => !inbox.sample) ?? [];
  const [chosen, setInbox] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [chosenBrand, setBrand] = useState<string | null>(null);
  const [brandName, setBrandName] = useState('');
  const [plusAddress, setPlusAddress] = useState(false);
  const [fetching, setFetching] = useState<Fetching>(firstFetching);
  // The inbox made at set-up waits for its first mailbox; after that each mailbox rather has its own.
  const inbox = chosen ?? real.find((one) => one.address === null)?.id ?? real[0]?.id ?? newInbox;
  const brand = chosenBrand ?? brands?.[0]?.id ?? newBrand;
  const connect = useChannelWrite(client.channels.connect, { inline: true, onDone: onConnected });
  const submit = () => {
    if (connect.isPending) return;
    const { backfillDays, ...rest } = fetching;
    const smtp = asSettings(smtpOf(form));
    connect.mutate({
      address: form.address,
      ...(inbox === newInbox
        ? { newInbox: { name, ...(brand === newBrand ? { brandName } : { brandId: brand }) } }
        : { inboxId: inbox }),
      receive: form.receive,
      ...(form.receive === 'imap' && {
        imap: {
          ...asSettings(form.imap),
          password: form.imap.password,
          ...rest,
          moveTo: rest.after === 'move' ? rest.moveTo : null,
          backfillDays: Number(backfillDays),
        },
      }),
      ...(form.sends && { smtp }),
      plusAddress,
    });
  };
  if (!inboxes || !brands) return <Skeleton className="h-64" />;
  const ready = inbox !== newInbox || (name.trim() && (brand !== newBrand || brandName.trim()));
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={t('channels.inbox')} hint={t('channels.inbox.hint')}>
        <Select
          value={inbox}
          onChange={setInbox}
          choices={[
            ...real.map((one) => ({ value: one.id, label: one.name })),
            { value: newInbox, label: t('channels.inbox.new') },
          ]}
        />
      </Field>
      {inbox === newInbox && (
        <div className="grid gap-4 pair:grid-cols-2">
          <Field label={t('channels.inbox.name')}>
            <Input value={name} onValueChange={(next) => setName(next)} />
          </Field>
          <Field label={t('channels.brand')}>
            <Select
              value={brand}
              onChange={setBrand}
              choices={[
                ...brands.map((one) => ({ value: one.id, label: one.name })),
                { value: newBrand, label: t('channels.brand.new') },
              ]}
            />
          </Field>
          {brand === newBrand && (
            <Field label={t('channels.brand.name')}>
              <Input value={brandName} onValueChange={(next) => setBrandName(next)} />
            </Field>
          )}
        </div>
      )}
      {form.receive === 'imap' && <FetchFields value={fetching} onChange={setFetching} backfill />}
      <Switch
        label={t('channels.plus')}
        hint={t('channels.plus.hint', { example: plusExample(form.address) })}
        checked={plusAddress}
        onChange={setPlusAddress}
      />
      <FormError>{connect.error ? sentence(connect.error) : null}</FormError>
      <div className="flex justify-end gap-2">
        <Button size={36} onClick={onBack}>
          {t('channels.back')}
        </Button>
        <Button size={36} look="primary" type="submit" busy={connect.isPending} disabled={!ready}>
          {t('channels.connect')}
        </Button>
      </div>
    </form>
  );
}

/** "support@example.com" → "support+anything@example.com". */
export const plusExample = (address: string) => address.replace('@', '+anything@');
