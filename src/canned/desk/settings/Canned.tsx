import { useQuery } from '@tanstack/react-query';
import { MessageSquareQuote, Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Input } from '../../../ui/Input.tsx';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import CannedDialog from '../CannedDialog.tsx';
import { findReplies, type Listed } from '../find.ts';
import { languageName } from '../names.ts';

/** All canned replies one may use, by folder; one's own and one's team's can be changed. */
export default function Canned() {
  const replies = useQuery(api.canned.list.queryOptions());
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<string | 'new' | null>(null);
  const found = findReplies(replies.data ?? [], words);
  const folders = [...new Set(found.map(({ folder }) => folder))].toSorted((a, b) => a.localeCompare(b));
  const add = (
    <Button
      size={36}
      look="primary"
      icon={<Plus size={15} aria-hidden="true" />}
      onClick={() => setOpen('new')}
    >
      {t('canned.add')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('canned.title')} action={add}>
        {t('canned.lead')}
      </PageHead>
      {(replies.data?.length ?? 0) > 8 && (
        <Input
          aria-label={t('canned.search')}
          placeholder={t('canned.search')}
          value={words}
          onValueChange={setWords}
        />
      )}
      {replies.isError && (
        <ErrorState title={sentence(replies.error)} onRetry={() => void replies.refetch()} />
      )}
      {replies.isPending && (
        <Card flush>
          <LinesLoading />
        </Card>
      )}
      {replies.data?.length === 0 && (
        <Card flush>
          <EmptyState
            icon={<MessageSquareQuote size={20} aria-hidden="true" />}
            title={t('canned.none.title')}
          >
            {t('canned.none.body')}
          </EmptyState>
        </Card>
      )}
      {folders.map((folder) => (
        <Card key={folder} flush {...(folders.length > 1 && { title: folder || t('canned.noFolder') })}>
          <Lines label={folder || t('canned.noFolder')}>
            {found
              .filter((reply) => reply.folder === folder)
              .map((reply) => (
                <ReplyLine key={reply.id} reply={reply} onOpen={() => setOpen(reply.id)} />
              ))}
          </Lines>
        </Card>
      ))}
      {open === 'new' && <CannedDialog onClose={() => setOpen(null)} />}
      {open && open !== 'new' && <Change id={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function ReplyLine({ reply, onOpen }: { reply: Listed; onOpen: () => void }) {
  const whose = reply.scope === 'team' ? (reply.team?.name ?? '') : t(`canned.scope.${reply.scope}`);
  return (
    <Line
      title={
        <span className="flex flex-wrap items-center gap-2">
          <span dir="auto">{reply.name}</span>
          {reply.shortcut && <bdi className="text-12 text-ink3">/{reply.shortcut}</bdi>}
          <Badge>{whose}</Badge>
          {reply.texts.length > 1 && (
            <span className="text-12 text-ink3">
              {reply.texts.map(({ language }) => languageName(language)).join(', ')}
            </span>
          )}
        </span>
      }
      detail={
        <span dir="auto" className="line-clamp-1">
          {reply.texts[0]?.begins}
        </span>
      }
      end={
        <span className="flex items-center gap-3">
          <span className="tabular hidden text-12 text-ink3 pair:inline">
            {t('canned.uses', { count: reply.uses })}
          </span>
          {reply.mayChange && <Button onClick={onOpen}>{t('canned.change')}</Button>}
        </span>
      }
    />
  );
}

/** The whole of it is fetched when somebody wants to change it. */
function Change({ id, onClose }: { id: string; onClose: () => void }) {
  const reply = useQuery(api.canned.get.queryOptions({ input: { id }, staleTime: 0, gcTime: 0 }));
  return reply.data ? <CannedDialog reply={reply.data} onClose={onClose} /> : null;
}
