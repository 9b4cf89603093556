import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { Textarea } from '../../../ui/Textarea.tsx';
import { t } from '../../../ui/words.ts';
import { type InboxAsking, refreshAskings } from './askings.ts';
import { delayName, delays } from './delays.ts';

const languages = ['en', 'de'] as const;
type Language = (typeof languages)[number];
const nameOf = (language: Language) =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

/** When an inbox asks, how often, and in which words. */
export function AskingDialog({ asking, onClose }: { asking: InboxAsking; onClose: () => void }) {
  const [now, setNow] = useState({ ...asking, on: true });
  const [tab, setTab] = useState<Language>(asking.language);
  const set = (part: Partial<InboxAsking>) => setNow((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: ({ name: _name, brand: _brand, ...input }: InboxAsking) => client.feedback.setAsking(input),
    meta: { inline: true },
    onSuccess: async () => {
      await refreshAskings();
      onClose();
    },
  });
  const number = (key: 'everyDays' | 'changeDays', most: number) => ({
    inputMode: 'numeric' as const,
    className: 'tabular',
    value: String(now[key]),
    onValueChange: (text: string) =>
      set({ [key]: Math.min(most, Number(String(text).replace(/\D/g, '').slice(0, 3))) }),
  });
  const times = [...new Set([...delays, asking.delayMinutes])].toSorted((a, b) => a - b);
  return (
    <Dialog
      open
      width={560}
      onClose={onClose}
      title={t('feedback.asking.of', { inbox: asking.name })}
      foot={
        <Button
          size={36}
          look="primary"
          type="submit"
          form="asking"
          busy={save.isPending}
          disabled={now.on && now.changeDays < 1}
        >
          {t('ui.save')}
        </Button>
      }
    >
      <form
        id="asking"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate(now);
        }}
      >
        <Switch
          checked={now.on}
          onChange={(on) => set({ on })}
          label={t('feedback.asking.switch')}
          hint={t('feedback.asking.switchHint')}
        />
        {now.on && (
          <>
            <Field label={t('feedback.asking.delay')} hint={t('feedback.asking.delayHint')}>
              <Select
                value={String(now.delayMinutes)}
                onChange={(minutes) => set({ delayMinutes: Number(minutes) })}
                choices={times.map((minutes) => ({ value: String(minutes), label: delayName(minutes) }))}
              />
            </Field>
            <div className="grid grid-cols-1 gap-4 pair:grid-cols-2">
              <Field label={t('feedback.asking.every')} hint={t('feedback.asking.everyHint')}>
                <Input {...number('everyDays', 365)} />
              </Field>
              <Field label={t('feedback.asking.changeable')} hint={t('feedback.asking.changeableHint')}>
                <Input {...number('changeDays', 90)} />
              </Field>
            </div>
            <Field label={t('feedback.asking.language')} hint={t('feedback.asking.languageHint')}>
              <Select
                value={now.language}
                onChange={(language) => set({ language })}
                choices={languages.map((value) => ({ value, label: nameOf(value) }))}
              />
            </Field>
            <Tabs
              label={t('feedback.asking.wording')}
              value={tab}
              onChange={setTab}
              tabs={languages.map((value) => ({ value, label: nameOf(value) }))}
            >
              <div className="pt-2">
                <Field
                  label={t('feedback.asking.text', { language: nameOf(tab) })}
                  hint={t('feedback.asking.textHint', { name: '{name}', brand: '{brand}' })}
                >
                  <Textarea
                    rows={4}
                    lang={tab}
                    maxLength={2_000}
                    placeholder={t(`feedback.asking.default.${tab}`, { name: '{name}' })}
                    value={now.texts[tab] ?? ''}
                    onChange={(event) => set({ texts: { ...now.texts, [tab]: event.currentTarget.value } })}
                  />
                </Field>
              </div>
            </Tabs>
          </>
        )}
        <FormError>{save.error ? sentence(save.error) : null}</FormError>
      </form>
    </Dialog>
  );
}
