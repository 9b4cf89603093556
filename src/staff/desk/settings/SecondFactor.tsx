import { Download } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { client } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { CopyButton, CopyField } from '../../../ui/CopyField.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Card } from '../../../ui/Page.tsx';
import { PasswordInput } from '../../../ui/PasswordInput.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { t } from '../../../ui/words.ts';
import { useStaffWrite } from '../write.ts';

const QrCode = lazy(() => import('./QrCode.tsx'));

type Act = 'start' | 'codes' | 'end';

/** The second factor: switching it on with an authenticator app, its recovery codes, switching it off. */
export function SecondFactor({ on, codesLeft }: { on: boolean; codesLeft: number }) {
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          {t('staff.factor.title')}
          <Badge tone={on ? 'good' : 'plain'}>{t(on ? 'staff.factor.on' : 'staff.factor.off')}</Badge>
        </span>
      }
      lead={on ? t('staff.factor.codesLeft', { count: codesLeft }) : t('staff.factor.lead')}
      action={
        on ? (
          <div className="flex flex-wrap gap-2">
            <Button size={36} onClick={() => setAct('codes')}>
              {t('staff.factor.newCodes')}
            </Button>
            <Button size={36} look="danger" onClick={() => setAct('end')}>
              {t('staff.factor.end')}
            </Button>
          </div>
        ) : (
          <Button size={36} onClick={() => setAct('start')}>
            {t('staff.factor.start')}
          </Button>
        )
      }
      foot={
        <>
          <div className="h-4" />
          {act && <Steps act={act} onClose={() => setAct(null)} />}
        </>
      }
    />
  );
}

/** First the password, then the app's code, then the recovery codes, as far as the act needs them. */
function Steps({ act, onClose }: { act: Act; onClose: () => void }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const start = useStaffWrite(client.staff.me.startTwoFactor, { inline: true });
  const confirm = useStaffWrite(client.staff.me.confirmTwoFactor, { inline: true });
  const renew = useStaffWrite(client.staff.me.newRecoveryCodes, { inline: true });
  const end = useStaffWrite(client.staff.me.endTwoFactor, { inline: true, onDone: onClose });

  const codes = confirm.data?.recoveryCodes ?? renew.data?.recoveryCodes;
  if (codes) return <RecoveryCodes codes={codes} onClose={onClose} />;
  if (start.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={t('staff.factor.scan.title')}
        description={t('staff.factor.scan.lead')}
        foot={
          <Button
            size={36}
            look="primary"
            type="submit"
            form="second-factor"
            busy={confirm.isPending}
            disabled={!code}
          >
            {t('staff.factor.confirm')}
          </Button>
        }
      >
        <Suspense fallback={<Skeleton className="mx-auto size-44" />}>
          <QrCode text={start.data.uri} label={t('staff.factor.scan.title')} />
        </Suspense>
        <CopyField text={start.data.secret} label={t('staff.factor.secret')} />
        <form
          id="second-factor"
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!confirm.isPending) confirm.mutate({ code });
          }}
        >
          <Field label={t('staff.code')} hint={t('staff.factor.codeHint')}>
            <Input
              autoComplete="one-time-code"
              inputMode="numeric"
              dir="ltr"
              maxLength={7}
              className="tabular font-mono tracking-[0.3em]"
              value={code}
              onValueChange={(next) => setCode(next)}
            />
          </Field>
          <FormError>{confirm.error ? sentence(confirm.error) : null}</FormError>
        </form>
      </Dialog>
    );
  }

  const write = act === 'start' ? start : act === 'codes' ? renew : end;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`staff.factor.${act}.title`)}
      description={t(`staff.factor.${act}.lead`)}
      foot={
        <Button
          size={36}
          look={act === 'end' ? 'danger' : 'primary'}
          type="submit"
          form="own-password"
          busy={write.isPending}
          disabled={!password}
        >
          {t(act === 'end' ? 'staff.factor.end' : 'staff.continue')}
        </Button>
      }
    >
      <form
        id="own-password"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!write.isPending) write.mutate({ password });
        }}
      >
        <Field label={t('staff.password')}>
          <PasswordInput autoFocus value={password} onChange={setPassword} />
        </Field>
        <FormError>{write.error ? sentence(write.error) : null}</FormError>
      </form>
    </Dialog>
  );
}

function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const text = codes.join('\n');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('staff.factor.kept.title')}
      description={t('staff.factor.kept.lead')}
      foot={
        <Button size={36} look="primary" onClick={onClose}>
          {t('staff.factor.kept.done')}
        </Button>
      }
    >
      <ul
        dir="ltr"
        className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-control bg-raise p-4 text-center font-mono text-14"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex gap-2">
        <CopyButton text={text} />
        <Button
          size={36}
          icon={<Download size={14} aria-hidden="true" />}
          onClick={() => download('rapport-recovery-codes.txt', text)}
        >
          {t('staff.factor.kept.download')}
        </Button>
      </div>
    </Dialog>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
