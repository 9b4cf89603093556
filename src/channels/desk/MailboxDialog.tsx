import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormError } from '../../ui/Door.tsx';
import { sentence } from '../../ui/errors.ts';
import { Field } from '../../ui/Field.tsx';
import { Input } from '../../ui/Input.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { Textarea } from '../../ui/Textarea.tsx';
import { t } from '../../ui/words.ts';
import { FetchFields, type Fetching, firstFetching } from './connect/FetchFields.tsx';
import { asSettings, type MailForm, type Server } from './connect/form.ts';
import { plusExample } from './connect/PlaceStep.tsx';
import { ServerFields, SignInFields } from './connect/ServerFields.tsx';
import { TestLines } from './connect/TestLines.tsx';
import { useTrial } from './connect/try.ts';
import type { Channel } from './states.ts';
import { useChannelWrite } from './write.ts';

const noServer: Server = { host: '', port: '465', security: 'tls', user: '', password: '' };

const serverOf = (saved: Channel['imap'] | Channel['smtp']): Server =>
  saved
    ? { host: saved.host, port: String(saved.port), security: saved.security, user: saved.user, password: '' }
    : noServer;

const fetchingOf = ({ imap }: Channel): Fetching | null =>
  imap && {
    folder: imap.folder,
    after: imap.after,
    moveTo: imap.moveTo,
    backfillDays: String(imap.backfillDays),
    watchSent: imap.watchSent,
  };

/** Everything about a mailbox that can be changed; an empty password keeps the stored one. */
export default function MailboxDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const inboxes = useQuery(api.staff.inboxes.list.queryOptions({ input: {} })).data?.items ?? [];
  const [name, setName] = useState(channel.name);
  const [inboxId, setInbox] = useState(channel.inbox.id);
  const [aliases, setAliases] = useState(channel.aliases.join('\n'));
  const [plusAddress, setPlusAddress] = useState(channel.plusAddress);
  const [fetching, setFetching] = useState(() => fetchingOf(channel));
  const [form, setForm] = useState<MailForm>({
    address: channel.address,
    receive: channel.receives,
    imap: serverOf(channel.imap),
    sends: channel.sends,
    smtp: serverOf(channel.smtp),
    sameSignIn: false,
  });
  const trial = useTrial();
  const set = (change: Partial<MailForm>) => {
    trial.forget();
    setForm({ ...form, ...change });
  };
  const save = useChannelWrite(client.channels.change, { inline: true, onDone: onClose });
  const submit = () => {
    if (save.isPending) return;
    const { backfillDays: _, ...fetched } = fetching ?? firstFetching;
    save.mutate({
      id: channel.id,
      name,
      inboxId,
      aliases: aliases.split(/[\s,;]+/).filter(Boolean),
      plusAddress,
      ...(form.receive === 'imap' && {
        imap: {
          ...asSettings(form.imap),
          ...fetched,
          moveTo: fetched.after === 'move' ? fetched.moveTo : null,
        },
      }),
      smtp: form.sends ? asSettings(form.smtp) : null,
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width={720}
      title={channel.address}
      foot={
        <>
          <Button
            size={36}
            className="me-auto"
            busy={trial.running}
            onClick={() => trial.run(form, channel.id)}
          >
            {t('channels.try')}
          </Button>
          <Button
            size={36}
            look="primary"
            type="submit"
            form="mailbox"
            busy={save.isPending}
            disabled={!name.trim()}
          >
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <form
        id="mailbox"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="grid gap-4 pair:grid-cols-2">
          <Field label={t('channels.name')}>
            <Input value={name} onValueChange={(next) => setName(next)} />
          </Field>
          <Field label={t('channels.inbox')}>
            <Select
              value={inboxId}
              onChange={setInbox}
              choices={inboxes.map((inbox) => ({ value: inbox.id, label: inbox.name }))}
            />
          </Field>
        </div>
        {form.receive === 'imap' && (
          <fieldset className="flex flex-col gap-3">
            <legend className="mb-2 font-semibold text-14">{t('channels.test.imap')}</legend>
            <ServerFields side="imap" value={form.imap} onChange={(imap) => set({ imap })} />
            <SignInFields kept value={form.imap} onChange={(imap) => set({ imap })} />
            {fetching && <FetchFields value={fetching} onChange={setFetching} />}
          </fieldset>
        )}
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-2 font-semibold text-14">{t('channels.test.smtp')}</legend>
          <Switch
            label={t('channels.sends')}
            hint={t('channels.sends.hint')}
            checked={form.sends}
            onChange={(sends) => set({ sends })}
          />
          {form.sends && (
            <>
              <ServerFields side="smtp" value={form.smtp} onChange={(smtp) => set({ smtp })} />
              <SignInFields kept value={form.smtp} onChange={(smtp) => set({ smtp })} />
            </>
          )}
        </fieldset>
        <Field label={t('channels.aliases')} hint={t('channels.aliases.hint')}>
          <Textarea
            dir="ltr"
            rows={2}
            value={aliases}
            onChange={(event) => setAliases(event.currentTarget.value)}
          />
        </Field>
        <Switch
          label={t('channels.plus')}
          hint={t('channels.plus.hint', { example: plusExample(channel.address) })}
          checked={plusAddress}
          onChange={setPlusAddress}
        />
        {(trial.imap || trial.smtp) && (
          <div className="grid gap-5 rounded-control border border-line p-4 pair:grid-cols-2">
            {trial.imap && <TestLines side="imap" tried={trial.imap} />}
            {trial.smtp && <TestLines side="smtp" tried={trial.smtp} />}
          </div>
        )}
        <FormError>{save.error ? sentence(save.error) : null}</FormError>
      </form>
    </Dialog>
  );
}
