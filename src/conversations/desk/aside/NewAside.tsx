import { EyeOff } from 'lucide-react';
import { useRef, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { Textarea } from '../../../ui/Textarea.tsx';
import { t } from '../../../ui/words.ts';
import { refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';
import { isAddress } from '../composer/addresses.ts';
import type { Address } from '../composer/draft-body.ts';
import { AddressField } from '../composer/Recipients.tsx';
import { useMe } from '../people.ts';
import { refreshTogether } from '../together/acts.ts';
import { openBeside } from '../together/asking.ts';
import { AsideHead } from './AsideHead.tsx';
import { useKeptWords } from './words-kept.ts';

/** Begins a conversation with a third party beside this one. */
export function NewAside({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { id } = conversation;
  const undoSeconds = useMe()?.preferences.undoSeconds ?? 10;
  const [to, setTo] = useState<readonly Address[]>([]);
  const [subject, setSubject] = useState(conversation.subject);
  const [text, setText] = useKeptWords(`new ${id}`);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const messageId = useRef(crypto.randomUUID());
  const ready =
    to.length > 0 && to.every((one) => isAddress(one.address)) && subject.trim() !== '' && text.trim() !== '';
  const send = async () => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      const made = await write(api.conversations.openAside.mutationOptions(), {
        id,
        messageId: messageId.current,
        to: [...to],
        subject: subject.trim(),
        text,
        undoSeconds,
      });
      setText('');
      refresh(id);
      refreshTogether();
      openBeside(id, made.id);
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  return (
    <>
      <AsideHead title={t('ui.keys.aside')} onClose={onClose} />
      <form
        className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="flex items-start gap-1.5 text-12 text-ink2">
          <EyeOff size={13} aria-hidden="true" className="mt-0.5 shrink-0" />
          {t('conversations.aside.what', {
            customer: conversation.customer.name || (conversation.customer.email ?? ''),
          })}
        </p>
        <div className="rounded-control border border-line-strong px-3 py-1 focus-within:border-accent">
          <AddressField label={t('conversations.to')} addresses={to} onChange={setTo} autoFocus wide />
        </div>
        <Field label={t('conversations.subject')}>
          <Input dir="auto" value={subject} onValueChange={(value) => setSubject(String(value))} />
        </Field>
        <Field label={t('conversations.aside.message')} error={failure}>
          <Textarea
            dir="auto"
            rows={6}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing)
                return;
              event.preventDefault();
              void send();
            }}
          />
        </Field>
        <Button type="submit" look="primary" busy={busy} disabled={!ready} className="self-end">
          {t('conversations.aside.send')}
        </Button>
      </form>
    </>
  );
}
