import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { canUndo, perform, refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';
import type { Message } from '../thread/Messages.tsx';
import { mergeInto } from './acts.ts';

type Props = { message: Message; conversation: Conversation; onClose: () => void };

/** Puts a message and all after it into a conversation of its own; taking it back merges them again. */
export function SplitDialog({ message, conversation, onClose }: Props) {
  const navigate = useNavigate();
  const [subject, setSubject] = useState(message.subject || conversation.subject);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const show = (number: number) =>
    void navigate({ to: '/inbox/$view/$number', params: { view: 'all', number: String(number) } });
  const split = async () => {
    setBusy(true);
    try {
      const made = await write(api.conversations.split.mutationOptions(), {
        messageId: message.id,
        ...(subject.trim() && { subject: subject.trim() }),
      });
      onClose();
      refresh(conversation.id);
      show(made.number);
      const undo = () => {
        drop();
        closeToast();
        const back = mergeInto({ ...conversation, id: made.id, number: made.number }, conversation, false);
        void perform([{ id: made.id, act: { ...back, undo: undefined } }]);
        show(conversation.number);
      };
      const drop = canUndo(undo);
      const closeToast = toast(t('conversations.together.split.done', { number: `#${made.number}` }), {
        action: { label: t('conversations.undo'), onAct: undo },
      });
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('conversations.together.split.title')}
      description={t('conversations.together.split.what')}
      foot={
        <>
          <Button size={36} onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button size={36} look="primary" busy={busy} onClick={() => void split()}>
            {t('conversations.together.split.do')}
          </Button>
        </>
      }
    >
      <p dir="auto" className="line-clamp-3 rounded-control bg-raise px-3 py-2 text-ink2">
        {message.author.name}: {message.replyText || message.text}
      </p>
      <Field label={t('conversations.subject')} error={failure}>
        <Input dir="auto" value={subject} onValueChange={(value) => setSubject(String(value))} />
      </Field>
    </Dialog>
  );
}
