import { useRef, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { sentence } from '../../../ui/errors.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { Textarea } from '../../../ui/Textarea.tsx';
import { t } from '../../../ui/words.ts';
import { refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';
import { useMe } from '../people.ts';
import { refreshTogether } from '../together/acts.ts';
import { useKeptWords } from './words-kept.ts';

/** Answers the third party, by the same door as every reply. */
export function AsideComposer({ aside }: { aside: Conversation }) {
  const undoSeconds = useMe()?.preferences.undoSeconds ?? 10;
  const [text, setText] = useKeptWords(aside.id);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const messageId = useRef(crypto.randomUUID());
  const send = async () => {
    if (busy || text.trim() === '') return;
    setBusy(true);
    setFailure(null);
    try {
      await write(api.conversations.reply.mutationOptions(), {
        id: aside.id,
        messageId: messageId.current,
        text,
        seen: aside.newestMessageId,
        undoSeconds,
      });
      messageId.current = crypto.randomUUID();
      setText('');
    } catch (error) {
      setFailure(sentence(error));
    }
    setBusy(false);
    refresh(aside.id);
    refreshTogether();
  };
  return (
    <form
      className="flex shrink-0 flex-col gap-2 border-line border-t p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {failure && (
        <p role="alert" className="text-12 text-bad">
          {failure}
        </p>
      )}
      <Textarea
        dir="auto"
        aria-label={t('conversations.aside.reply')}
        placeholder={t('conversations.aside.reply')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="max-h-60"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing)
            return;
          event.preventDefault();
          void send();
        }}
      />
      <Button type="submit" look="primary" busy={busy} disabled={text.trim() === ''} className="self-end">
        {t('conversations.aside.send')}
      </Button>
    </form>
  );
}
