import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AlertDialog } from '../../../ui/AlertDialog.tsx';
import { api, client } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { CopyField } from '../../../ui/CopyField.tsx';
import { useDraft } from '../../../ui/draft.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { fieldErrors, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Card, FormCard, PageHead } from '../../../ui/Page.tsx';
import { PasswordInput } from '../../../ui/PasswordInput.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { roleName } from '../roles.ts';
import { useStaffWrite } from '../write.ts';

type Saved = Awaited<ReturnType<typeof client.staff.provider.get>>;
const invited = 'invited';
const joinRoles = ['light', 'agent', 'supervisor'] as const;

/** The identity provider people sign in by, as an owner sets it up. */
export default function SignInWays() {
  const provider = useQuery(api.staff.provider.get.queryOptions());
  return (
    <>
      <PageHead title={t('staff.provider.title')}>{t('staff.provider.lead')}</PageHead>
      {provider.isError && (
        <ErrorState title={sentence(provider.error)} onRetry={() => void provider.refetch()} />
      )}
      {provider.isPending && <Skeleton className="h-120 rounded-surface" />}
      {provider.data && <Form saved={provider.data} />}
    </>
  );
}

function Form({ saved }: { saved: Saved }) {
  const me = useQuery(api.staff.me.get.queryOptions()).data;
  const isOwner = me?.role === 'owner';
  const draft = useDraft({ ...saved, domains: saved.domains.join(', '), secret: '' });
  const { value, set } = draft;
  const [ending, setEnding] = useState(false);
  const save = useStaffWrite(client.staff.provider.set, {
    inline: true,
    onDone: () => {
      draft.discard();
      toast(t('staff.provider.saved'));
    },
  });
  const end = useStaffWrite((_: { end: true }) => client.staff.provider.remove(), {
    onDone: () => {
      setEnding(false);
      draft.discard();
    },
  });
  const wrong = fieldErrors(save.error);
  const submit = () =>
    save.mutate({
      issuer: value.issuer,
      clientId: value.clientId,
      ...(value.secret && { secret: value.secret }),
      domains: value.domains.split(/[\s,;]+/).filter(Boolean),
      joinAs: value.joinAs,
      label: value.label,
      ownWays: value.ownWays,
    });
  return (
    <>
      <Card>
        <Field label={t('staff.provider.redirect')} hint={t('staff.provider.redirectHint')}>
          <CopyField text={saved.callbackUrl} label={t('staff.provider.redirect')} />
        </Field>
      </Card>
      <FormCard
        title={
          <span className="flex items-center gap-2">
            OpenID Connect
            <Badge tone={saved.on ? 'good' : 'plain'}>
              {t(saved.on ? 'staff.provider.on' : 'staff.provider.off')}
            </Badge>
          </span>
        }
        lead={!isOwner && t('staff.provider.only')}
        action={
          saved.on &&
          isOwner && (
            <Button size={36} look="danger" onClick={() => setEnding(true)}>
              {t('staff.provider.end')}
            </Button>
          )
        }
        dirty={draft.dirty && isOwner}
        busy={save.isPending}
        error={save.error && Object.keys(wrong).length === 0 && sentence(save.error)}
        onSave={submit}
        onDiscard={() => {
          draft.discard();
          save.reset();
        }}
      >
        <Field label={t('staff.provider.issuer')} hint={t('staff.provider.issuerHint')} error={wrong.issuer}>
          <Input
            dir="ltr"
            inputMode="url"
            spellCheck={false}
            placeholder="https://"
            value={value.issuer}
            onValueChange={(issuer) => set({ issuer })}
          />
        </Field>
        <Field label={t('staff.provider.clientId')} error={wrong.clientId}>
          <Input
            dir="ltr"
            spellCheck={false}
            value={value.clientId}
            onValueChange={(clientId) => set({ clientId })}
          />
        </Field>
        <Field
          label={t('staff.provider.secret')}
          hint={t(saved.on ? 'staff.provider.secretKept' : 'staff.provider.secretHint')}
          error={wrong.secret}
        >
          <PasswordInput
            name="client-secret"
            autoComplete="off"
            value={value.secret}
            onChange={(secret) => set({ secret })}
          />
        </Field>
        <Field label={t('staff.provider.label')} hint={t('staff.provider.labelHint')} error={wrong.label}>
          <Input value={value.label} onValueChange={(label) => set({ label })} />
        </Field>
        <Field
          label={t('staff.provider.domains')}
          hint={t('staff.provider.domainsHint')}
          error={Object.entries(wrong).find(([field]) => field.startsWith('domains'))?.[1]}
        >
          <Input
            dir="ltr"
            spellCheck={false}
            value={value.domains}
            onValueChange={(domains) => set({ domains })}
          />
        </Field>
        <Field label={t('staff.provider.joinAs')} hint={t('staff.provider.joinAsHint')}>
          <Select
            value={value.joinAs ?? invited}
            onChange={(next) => set({ joinAs: next === invited ? null : next })}
            choices={[
              { value: invited, label: t('staff.provider.joinAs.invited') },
              ...joinRoles.map((role) => ({
                value: role,
                label: t('staff.provider.joinAs.role', { role: roleName(role) }),
              })),
            ]}
          />
        </Field>
        <Switch
          label={t('staff.provider.ownWays')}
          hint={t('staff.provider.ownWaysHint')}
          checked={value.ownWays}
          onChange={(ownWays) => set({ ownWays })}
        />
      </FormCard>
      {ending && (
        <AlertDialog
          open
          onClose={() => setEnding(false)}
          title={t('staff.provider.end.title')}
          act={t('staff.provider.end')}
          busy={end.isPending}
          onAct={() => end.mutate({ end: true })}
        >
          {t('staff.provider.end.body')}
        </AlertDialog>
      )}
    </>
  );
}
