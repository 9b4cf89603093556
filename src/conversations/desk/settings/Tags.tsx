import { useQuery } from '@tanstack/react-query';
import { Plus, Tag as TagIcon } from 'lucide-react';
import { useState } from 'react';
import { api, type client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { HueDot } from '../../../ui/HuePicker.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { TagDialog } from './TagDialog.tsx';

export type KeptTag = Awaited<ReturnType<typeof client.conversations.keptTags>>[number];

/** From so many tags on there is a field to find one. */
const many = 10;

/** The words that group conversations, and how many use each. */
export default function Tags() {
  const tags = useQuery(api.conversations.keptTags.queryOptions());
  const [open, setOpen] = useState<KeptTag | 'new' | null>(null);
  const [text, setText] = useState('');
  const found = tags.data?.filter(({ name }) => name.includes(text.trim().toLowerCase()));
  const used = found?.filter(({ archived }) => !archived);
  const away = found?.filter(({ archived }) => archived) ?? [];
  return (
    <>
      <PageHead
        title={t('conversations.tags.title')}
        action={
          <Button
            size={36}
            look="primary"
            icon={<Plus size={15} aria-hidden="true" />}
            onClick={() => setOpen('new')}
          >
            {t('conversations.tags.add')}
          </Button>
        }
      >
        {t('conversations.tags.lead')}
      </PageHead>
      {(tags.data?.length ?? 0) > many && (
        <search className="mb-4 block">
          <Input
            type="search"
            aria-label={t('conversations.tags.find')}
            placeholder={t('conversations.tags.find')}
            value={text}
            onValueChange={(next) => setText(next)}
          />
        </search>
      )}
      <Card flush>
        {tags.isError && <ErrorState title={sentence(tags.error)} onRetry={() => void tags.refetch()} />}
        {tags.isPending && <LinesLoading />}
        {tags.data?.length === 0 && (
          <EmptyState
            icon={<TagIcon size={20} aria-hidden="true" />}
            title={t('conversations.tags.none.title')}
          >
            {t('conversations.tags.none.body')}
          </EmptyState>
        )}
        {used && used.length > 0 && (
          <TagLines label={t('conversations.tags.title')} tags={used} onOpen={setOpen} />
        )}
      </Card>
      {away.length > 0 && (
        <Card flush title={t('conversations.tags.away')} lead={t('conversations.tags.putAwayHint')}>
          <TagLines label={t('conversations.tags.away')} tags={away} onOpen={setOpen} />
        </Card>
      )}
      {open && (
        <TagDialog
          tag={open === 'new' ? null : open}
          others={tags.data?.filter((tag) => tag !== open && !tag.archived) ?? []}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function TagLines({
  label,
  tags,
  onOpen,
}: {
  label: string;
  tags: readonly KeptTag[];
  onOpen: (tag: KeptTag) => void;
}) {
  return (
    <Lines label={label}>
      {tags.map((tag) => (
        <Line
          key={tag.id}
          faded={tag.archived}
          start={<HueDot hue={tag.hue} />}
          title={<span dir="auto">{tag.name}</span>}
          detail={t('conversations.tags.uses', { count: tag.uses })}
          end={
            <Button
              size={36}
              aria-label={t('conversations.tags.changeOf', { tag: tag.name })}
              onClick={() => onOpen(tag)}
            >
              {t('conversations.fields.change')}
            </Button>
          }
        />
      ))}
    </Lines>
  );
}
