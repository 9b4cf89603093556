import { File, FileArchive, FileAudio, FileSpreadsheet, FileText, FileVideo } from 'lucide-react';
import { useState } from 'react';
import type { client } from '../../../ui/api.ts';
import { fileSize } from '../../../ui/format.ts';
import { t } from '../../../ui/words.ts';

export type HistoryFile = Awaited<ReturnType<typeof client.conversations.customerFiles>>['items'][number];

/** Pictures browsers draw and the server checks by content before it shows them; SVG is a program, never one. */
const drawable = /^image\/(png|jpe?g|gif|webp|avif)$/;

const kinds = [
  [/^audio\//, FileAudio],
  [/^video\//, FileVideo],
  [/zip|compressed|tar|rar|7z/, FileArchive],
  [/sheet|excel|csv/, FileSpreadsheet],
  [/pdf|text|word|document|rtf/, FileText],
] as const;

/** A file as a picture of itself, or of its kind. Opens as a download; strangers' files are never run here. */
export function FileTile({ file, caption }: { file: HistoryFile; caption?: string }) {
  const [broken, setBroken] = useState(false);
  const name = file.name || t('customers.unnamedFile');
  const Icon = kinds.find(([type]) => type.test(file.type))?.[1] ?? File;
  return (
    <a
      href={file.url}
      download={file.name}
      data-tip={`${name} · ${fileSize(file.size)}`}
      className="group/file flex min-w-0 flex-col overflow-hidden rounded-menu border border-line bg-panel text-ink no-underline hover:border-line-strong"
    >
      <span className="grid aspect-4/3 place-items-center overflow-hidden bg-raise/60 text-ink3">
        {drawable.test(file.type) && !broken ? (
          <img
            src={file.url}
            alt=""
            loading="lazy"
            decoding="async"
            onError={() => setBroken(true)}
            className="size-full object-cover"
          />
        ) : (
          <Icon size={22} aria-hidden="true" />
        )}
      </span>
      <span className="min-w-0 border-line border-t px-2 py-1">
        <bdi className="block truncate text-12">{name}</bdi>
        {caption && <span className="block truncate text-11 text-ink3">{caption}</span>}
      </span>
    </a>
  );
}
