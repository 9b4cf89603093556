import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Paperclip, Plus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { api, client, queries } from '../../ui/api.ts';
import { cx } from '../../ui/cx.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { FindList } from '../../ui/FindList.tsx';
import { fileSize } from '../../ui/format.ts';
import { Hanging } from '../../ui/Hanging.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import type { ComposerToolProps } from '../../ui/slots.ts';
import { toast } from '../../ui/toast.ts';
import { t } from '../../ui/words.ts';
import { findReplies, type Listed } from './find.ts';
import { languageName, marked } from './names.ts';

type Props = ComposerToolProps & { anchor: Element | null; onClose: () => void; onSave: () => void };

/** Never more lines than one looks through; a letter more finds the others. */
const shown = 60;

/** Canned replies by a few letters, the one looked at filled in beside it; by keyboard alone if one likes. */
export default function Picker({
  conversation,
  written,
  giveBack,
  insertLetter,
  anchor,
  onClose,
  onSave,
}: Props) {
  const replies = useQuery(api.canned.list.queryOptions({ staleTime: 60_000 }));
  const [words, setWords] = useState('');
  const [looked, setLooked] = useState<string>();
  const [chosen, setChosen] = useState<string>();
  const found = findReplies(replies.data ?? [], words).slice(0, shown);
  const current = found.find(({ id }) => id === looked) ?? found[0];
  const said = chosen && current?.texts.some((text) => text.language === chosen) ? chosen : undefined;
  const use = async (id: string) => {
    onClose();
    try {
      const filled = await client.canned.use({
        id,
        conversationId: conversation.id,
        ...(id === current?.id && said && { language: said }),
      });
      insertLetter({ html: filled.html, files: filled.attachments });
      void queries.invalidateQueries({ queryKey: api.canned.list.key() });
    } catch (error) {
      toast(sentence(error), { bad: true });
    }
  };
  const close = () => {
    onClose();
    // What was typed to find something was perhaps only meant to be written.
    giveBack(words);
  };
  return (
    <Hanging
      anchor={anchor}
      align="start"
      side="top"
      label={t('canned.insert')}
      onClose={close}
      className="w-160"
    >
      <FindList
        label={t('canned.find')}
        words={words}
        onWords={setWords}
        onLook={setLooked}
        lines={found.map(({ id, name, folder, shortcut }) => ({
          id,
          label: name,
          under: folder,
          ...(shortcut && { hint: `/${shortcut}` }),
        }))}
        onPick={(id) => void use(id)}
        empty={<Empty replies={replies} />}
        beside={
          current && (
            <Preview reply={current} language={said} onLanguage={setChosen} conversation={conversation.id} />
          )
        }
      />
      <div className="flex min-h-9 flex-wrap items-center gap-3 border-line border-t px-3 text-12 text-ink2">
        <span className="inline-flex items-center gap-1.5">
          <Kbd keys="Enter" /> {t('canned.insertHint')}
        </span>
        <button
          type="button"
          onClick={onSave}
          disabled={!written.html}
          className="ms-auto inline-flex h-7 items-center gap-1 rounded-control px-1.5 hover:bg-raise hover:text-ink disabled:opacity-50"
        >
          <Plus size={13} aria-hidden="true" />
          {t('canned.saveWritten')}
        </button>
      </div>
    </Hanging>
  );
}

/** Why there is nothing to choose from. */
function Empty({ replies }: { replies: UseQueryResult<Listed[]> }) {
  if (replies.isPending) return <Skeleton className="m-3 h-24" />;
  if (replies.isError)
    return <ErrorState title={sentence(replies.error)} onRetry={() => void replies.refetch()} />;
  return (
    <p className="px-3 py-3 text-ink2">
      {t(replies.data.length === 0 ? 'canned.none.short' : 'ui.nothingFound')}
    </p>
  );
}

type PreviewProps = {
  reply: Listed;
  language: string | undefined;
  onLanguage: (language: string) => void;
  conversation: string;
};

/** How it will read for this customer. What stands for nothing here is marked. */
function Preview({ reply, language, onLanguage, conversation }: PreviewProps) {
  const input = { id: reply.id, conversationId: conversation, ...(language && { language }) };
  const filled = useQuery(
    api.canned.filled.queryOptions({ input: useDeferredValue(input), placeholderData: (before) => before }),
  );
  const data = filled.data;
  return (
    <section
      aria-label={t('canned.preview')}
      className="hidden min-h-0 min-w-0 flex-col gap-2 overflow-y-auto px-4 py-3 pair:flex"
    >
      {reply.texts.length > 1 && (
        <div className="flex flex-wrap gap-1">
          {reply.texts.map((text) => (
            <button
              key={text.language}
              type="button"
              aria-pressed={text.language === data?.language}
              onClick={() => onLanguage(text.language)}
              className={cx(
                'h-6 rounded-control px-2 text-12',
                text.language === data?.language ? 'bg-ink/7 font-semibold' : 'text-ink2 hover:text-ink',
              )}
            >
              {languageName(text.language)}
            </button>
          ))}
        </div>
      )}
      <p dir="auto" className="whitespace-pre-line text-14 wrap-anywhere">
        {data
          ? marked(data.text).map(({ words, left }, place) =>
              left ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
                <mark key={place} className="rounded-sm bg-warn-soft px-0.5 text-warn">
                  {words}
                </mark>
              ) : (
                words
              ),
            )
          : reply.texts[0]?.begins}
      </p>
      {data && data.attachments.length > 0 && (
        <ul className="flex flex-col gap-1 text-12 text-ink2">
          {data.attachments.map((file) => (
            <li key={file.id} className="flex items-center gap-1.5">
              <Paperclip size={12} aria-hidden="true" />
              <bdi className="truncate">{file.name}</bdi> {fileSize(file.size)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
