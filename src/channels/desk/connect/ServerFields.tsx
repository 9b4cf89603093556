import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { PasswordInput } from '../../../ui/PasswordInput.tsx';
import { Select } from '../../../ui/Select.tsx';
import { t } from '../../../ui/words.ts';
import type { Security, Server } from './form.ts';

type Props = { value: Server; onChange: (server: Server) => void; side: 'imap' | 'smtp' };

/** The port that goes with a kind of encryption, so that nobody has to know it. */
const ports: Record<'imap' | 'smtp', Record<Security, string>> = {
  imap: { tls: '993', starttls: '143', none: '143' },
  smtp: { tls: '465', starttls: '587', none: '25' },
};

/** Name, port and encryption of a server. */
export function ServerFields({ value, onChange, side }: Props) {
  const usual = Object.values(ports[side]).includes(value.port);
  return (
    <div className="grid gap-3 pair:grid-cols-[1fr_5rem_9rem]">
      <Field label={t(side === 'imap' ? 'channels.imap.host' : 'channels.smtp.host')}>
        <Input
          dir="ltr"
          spellCheck={false}
          autoCapitalize="off"
          value={value.host}
          onValueChange={(host) => onChange({ ...value, host })}
        />
      </Field>
      <Field label={t('channels.port')}>
        <Input
          inputMode="numeric"
          className="tabular"
          value={value.port}
          onValueChange={(port) => onChange({ ...value, port: port.replace(/\D/g, '').slice(0, 5) })}
        />
      </Field>
      <Field label={t('channels.security')}>
        <Select<Security>
          value={value.security}
          onChange={(security) =>
            onChange({ ...value, security, ...(usual && { port: ports[side][security] }) })
          }
          choices={[
            { value: 'tls', label: 'TLS' },
            { value: 'starttls', label: 'STARTTLS' },
            { value: 'none', label: t('channels.security.none') },
          ]}
        />
      </Field>
    </div>
  );
}

type SignInProps = { value: Server; onChange: (server: Server) => void; kept?: boolean };

/** User name and password of a server; `kept` says that an empty password leaves the stored one. */
export function SignInFields({ value, onChange, kept }: SignInProps) {
  return (
    <div className="grid gap-3 pair:grid-cols-2">
      <Field label={t('channels.user')}>
        <Input
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          value={value.user}
          onValueChange={(user) => onChange({ ...value, user })}
        />
      </Field>
      <Field label={t('channels.password')} hint={kept && t('channels.password.kept')}>
        <PasswordInput
          autoComplete="off"
          value={value.password}
          onChange={(password) => onChange({ ...value, password })}
        />
      </Field>
    </div>
  );
}
