import { useQuery } from '@tanstack/react-query';
import { Paperclip } from 'lucide-react';
import { useRef, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import type { Row } from '../../../ui/slots.ts';
import { Textarea } from '../../../ui/Textarea.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { canUndo, refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';
import { isAddress } from '../composer/addresses.ts';
import type { Address } from '../composer/draft-body.ts';
import { AddressField } from '../composer/Recipients.tsx';
import { useMe } from '../people.ts';
import type { Message } from '../thread/Messages.tsx';

type Props = { row: Row; given: Message | null; onClose: () => void };

/** Passes one message on to anyone, with a comment; without one given, the newest the customer wrote. */
export function ForwardDialog({ row, given, onClose }: Props) {
  const newest = useQuery(
    api.conversations.messages.queryOptions({
      input: { id: row.id, from: 'end', limit: 50 },
      enabled: given === null,
    }),
  ).data;
  const said = newest?.items.filter(({ direction }) => direction === 'in' || direction === 'out');
  const message = given ?? said?.findLast(({ direction }) => direction === 'in') ?? said?.at(-1);
  return message ? (
    <Forward key={message.id} message={message} conversationId={row.id} onClose={onClose} />
  ) : (
    <Dialog open onClose={onClose} title={t('conversations.together.forward.title')}>
      <Skeleton className="h-40" />
    </Dialog>
  );
}

type ForwardProps = { message: Message; conversationId: string; onClose: () => void };

function Forward({ message, conversationId, onClose }: ForwardProps) {
  const undoSeconds = useMe()?.preferences.undoSeconds ?? 10;
  const [to, setTo] = useState<readonly Address[]>([]);
  const [text, setText] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useRef(crypto.randomUUID());
  const files = message.attachments.filter((file) => !file.inline);
  const ready = to.length > 0 && to.every(({ address }) => isAddress(address));
  const send = async () => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      await write(api.conversations.forward.mutationOptions(), {
        messageId: message.id,
        forwardId: id.current,
        to: [...to],
        text,
        files: message.attachments.filter((file) => !left.has(file.id)).map((file) => file.id),
        undoSeconds,
      });
      onClose();
      refresh(conversationId);
      sayForwarded(id.current, conversationId, to);
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title={t('conversations.together.forward.title')}
      description={t('conversations.together.forward.what')}
      foot={
        <>
          <Button size={36} onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button size={36} look="primary" disabled={!ready} busy={busy} onClick={() => void send()}>
            {t('conversations.together.forward.do')}
          </Button>
        </>
      }
    >
      <div className="rounded-control border border-line-strong bg-panel px-3 py-1 focus-within:border-accent">
        <AddressField label={t('conversations.to')} addresses={to} onChange={setTo} autoFocus wide />
      </div>
      <Field label={t('conversations.together.forward.comment')} error={failure}>
        <Textarea
          dir="auto"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('conversations.resolution.optional')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void send();
          }}
        />
      </Field>
      <blockquote className="border-line-strong border-s-2 ps-3 text-ink2">
        <p className="text-12">
          <bdi>{message.sender?.name || message.author.name}</bdi>
        </p>
        <p dir="auto" className="line-clamp-4 whitespace-pre-wrap wrap-anywhere">
          {message.text}
        </p>
      </blockquote>
      {files.length > 0 && (
        <ul className="flex flex-col" aria-label={t('conversations.together.forward.files')}>
          {files.map((file) => (
            <li key={file.id}>
              <Checkbox
                checked={!left.has(file.id)}
                onChange={(on) =>
                  setLeft(
                    (all) => new Set(on ? [...all].filter((one) => one !== file.id) : [...all, file.id]),
                  )
                }
                label={
                  <span className="inline-flex items-center gap-1.5">
                    <Paperclip size={13} aria-hidden="true" />
                    <bdi>{file.name}</bdi>
                  </span>
                }
              />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

/** Says that it leaves, and takes it back as long as it has not. */
function sayForwarded(messageId: string, conversationId: string, to: readonly Address[]): void {
  const names = to.map(({ name, address }) => name || address).join(', ');
  const undo = () => {
    drop();
    close();
    write(api.conversations.takeBack.mutationOptions(), { messageId }).then(
      () => {
        refresh(conversationId);
        toast(t('conversations.together.forward.back'));
      },
      (error: unknown) => toast(sentence(error)),
    );
  };
  const drop = canUndo(undo);
  const close = toast(t('conversations.together.forward.done', { names }), {
    action: { label: t('conversations.undo'), onAct: undo },
  });
}
