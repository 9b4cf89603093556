import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { Textarea } from '../../../ui/Textarea.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';
import { refreshTogether } from './acts.ts';

/** As many as the server takes at once. */
const PAGE = 50;

/** Answers everyone who suffers from a problem with the same words, after a look at who they are. */
export function IncidentsDialog({
  conversation,
  onClose,
}: {
  conversation: Conversation;
  onClose: () => void;
}) {
  const { id } = conversation;
  const linked = useQuery(api.conversations.links.queryOptions({ input: { id } })).data;
  const open = linked?.filter(
    (one) => one.as === 'incident' && one.status !== 'solved' && one.status !== 'closed',
  );
  const [text, setText] = useState('');
  const [solve, setSolve] = useState(true);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState<ReadonlyMap<string, string>>(new Map());
  const ids = useRef(new Map<string, string>());
  const chosen = open?.filter((one) => !left.has(one.id)) ?? [];
  const named = (one: string) => {
    const known = ids.current.get(one) ?? crypto.randomUUID();
    ids.current.set(one, known);
    return known;
  };
  const answer = useMutation({
    mutationFn: async () => {
      const errors = new Map<string, string>();
      for (let from = 0; from < chosen.length; from += PAGE) {
        const incidents = chosen
          .slice(from, from + PAGE)
          .map((one) => ({ id: one.id, messageId: named(one.id), seen: one.newestMessageId }));
        const answers = await write(api.conversations.answerIncidents.mutationOptions(), {
          id,
          text,
          solve,
          incidents,
        });
        for (const one of answers) if (one.error) errors.set(one.id, one.error);
      }
      return errors;
    },
    meta: { inline: true },
    onSuccess: (errors) => {
      refresh(id);
      refreshTogether();
      const count = chosen.length - errors.size;
      if (count > 0) toast(t('conversations.together.incidents.done', { count }));
      if (errors.size === 0) onClose();
      setFailed(errors);
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title={t('conversations.together.incidents.title')}
      description={t('conversations.together.incidents.what')}
      foot={
        <>
          <Button size={36} onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            size={36}
            look="primary"
            disabled={chosen.length === 0 || text.trim() === ''}
            busy={answer.isPending}
            onClick={() => answer.mutate()}
          >
            {t('conversations.together.incidents.do', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <Field
        label={t('conversations.together.incidents.text')}
        error={answer.isError ? sentence(answer.error) : undefined}
      >
        <Textarea dir="auto" rows={4} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Checkbox checked={solve} onChange={setSolve} label={t('conversations.together.incidents.solve')} />
      {!open && <Skeleton className="h-20" />}
      <ul className="flex flex-col">
        {open?.map((one) => (
          <li key={one.id} className="py-0.5">
            <Checkbox
              checked={!left.has(one.id)}
              onChange={(on) =>
                setLeft(
                  (all) => new Set(on ? [...all].filter((other) => other !== one.id) : [...all, one.id]),
                )
              }
              label={
                <bdi>
                  #{one.number} {one.subject || t('conversations.noSubject')} · {one.customer}
                </bdi>
              }
            />
            {failed.has(one.id) && (
              <p role="alert" className="flex gap-1.5 ps-6 text-12 text-bad">
                <CircleAlert size={13} aria-hidden="true" className="mt-px shrink-0" />
                {failed.get(one.id)}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
