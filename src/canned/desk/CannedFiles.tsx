import { Paperclip, X } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { t } from '../../ui/words.ts';

export type File = { id: string; name: string; type: string; size: number };

type FilesProps = {
  kept: readonly File[];
  added: readonly File[];
  onKept: (files: readonly File[]) => void;
  onAdded: (files: readonly File[]) => void;
  onError: (error: string) => void;
};

/** Files that go with it each time. */
export function CannedFiles({ kept, added, onKept, onAdded, onError }: FilesProps) {
  const input = useRef<HTMLInputElement>(null);
  const upload = async (files: readonly globalThis.File[]) => {
    let all = added;
    for (const file of files) {
      const form = new FormData();
      form.append('file', file, file.name);
      const answer = await fetch('/api/uploads', {
        method: 'POST',
        body: form,
        headers: { 'Idempotency-Key': crypto.randomUUID() },
      }).catch(() => null);
      const body = (await answer?.json().catch(() => null)) as (File & { message?: string }) | null;
      if (!answer?.ok || !body) {
        onError(body?.message ?? t('ui.error.offline'));
        return;
      }
      all = [...all, body];
      onAdded(all);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {[...kept, ...added].map((file) => (
        <span
          key={file.id}
          className="inline-flex h-7 max-w-full items-center gap-1 rounded-control border border-ink/12 ps-2 text-12"
        >
          <bdi className="truncate">{file.name}</bdi>
          <IconButton
            size={24}
            label={t('ui.remove', { name: file.name })}
            onClick={() => {
              onKept(kept.filter((one) => one.id !== file.id));
              onAdded(added.filter((one) => one.id !== file.id));
            }}
          >
            <X size={12} aria-hidden="true" />
          </IconButton>
        </span>
      ))}
      <Button
        look="quiet"
        icon={<Paperclip size={14} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        {t('canned.attach')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('canned.attach')}
        onChange={(event) => {
          void upload([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
