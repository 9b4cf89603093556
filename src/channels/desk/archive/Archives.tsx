import { useQuery } from '@tanstack/react-query';
import { Archive as ArchiveIcon, FileUp, FolderUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Card, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { Select } from '../../../ui/Select.tsx';
import { t } from '../../../ui/words.ts';
import { ArchiveLine } from './ArchiveLine.tsx';
import { fromFile, fromFolder, type Source, sendArchive } from './sending.ts';

/** Old mail from files: brought in as history, without a sound to anybody. */
export default function Archives() {
  const archives = useQuery({
    ...api.archives.list.queryOptions(),
    // Numbers that move while one looks; nothing is asked while nothing moves.
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.state === 'reading') ? 1_500 : false,
  });
  const items = archives.data?.items;
  return (
    <>
      <PageHead title={t('channels.archive.title')}>{t('channels.archive.lead')}</PageHead>
      <NewArchive />
      <Card flush title={t('channels.archive.list')}>
        {archives.isError && (
          <ErrorState title={sentence(archives.error)} onRetry={() => void archives.refetch()} />
        )}
        {archives.isPending && <LinesLoading />}
        {items?.length === 0 && (
          <EmptyState
            icon={<ArchiveIcon size={20} aria-hidden="true" />}
            title={t('channels.archive.none.title')}
          >
            {t('channels.archive.none.body')}
          </EmptyState>
        )}
        {items && items.length > 0 && (
          <Lines label={t('channels.archive.list')}>
            {items.map((archive) => (
              <ArchiveLine key={archive.id} archive={archive} />
            ))}
          </Lines>
        )}
      </Card>
    </>
  );
}

function NewArchive() {
  const channels = useQuery(api.channels.list.queryOptions()).data?.items.filter((one) => !one.sample);
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const channel = chosen ?? channels?.[0]?.id ?? null;
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  async function begin(source: Source | undefined, none: string): Promise<void> {
    setProblem(null);
    if (!channel) return;
    if (!source || source.size === 0) return setProblem(none);
    await sendArchive(channel, source).catch((error: unknown) => setProblem(sentence(error)));
  }

  if (channels?.length === 0) {
    return (
      <Card>
        <p className="text-ink2">{t('channels.archive.noMailbox')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('channels.archive.new')} lead={t('channels.archive.newLead')}>
      <Field label={t('channels.archive.mailbox')} hint={t('channels.archive.mailboxHint')}>
        <Select
          choices={(channels ?? []).map((one) => ({
            value: one.id,
            label: `${one.address} · ${one.inbox.name}`,
          }))}
          value={channel}
          onChange={setChosen}
          className="w-full max-w-100"
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button
          size={36}
          icon={<FileUp size={15} aria-hidden="true" />}
          onClick={() => file.current?.click()}
        >
          {t('channels.archive.file')}
        </Button>
        <Button
          size={36}
          icon={<FolderUp size={15} aria-hidden="true" />}
          onClick={() => folder.current?.click()}
        >
          {t('channels.archive.folder')}
        </Button>
      </div>
      <input
        ref={file}
        type="file"
        hidden
        aria-label={t('channels.archive.file')}
        onChange={({ target }) => {
          const [one] = target.files ?? [];
          void begin(one && fromFile(one), t('channels.archive.empty'));
          target.value = '';
        }}
      />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label={t('channels.archive.folder')}
        {...{ webkitdirectory: '' }}
        onChange={({ target }) => {
          void begin(fromFolder([...(target.files ?? [])]), t('channels.archive.noMaildir'));
          target.value = '';
        }}
      />
      {problem && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
    </Card>
  );
}
