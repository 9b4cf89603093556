import { useState } from 'react';
import { fileSize } from '../../../ui/format.ts';
import { t } from '../../../ui/words.ts';
import { fileIcon } from './file-icon.ts';
import type { Message } from './Messages.tsx';

type Attachment = Message['attachments'][number];

/** Pictures browsers draw and the server has checked by content; SVG is a program and never one of them. */
const drawable = /^image\/(png|jpe?g|gif|webp|avif)$/;

/** The files of a message: small pictures of pictures, a line with name and size for everything else. */
export default function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const pictures = attachments.filter(({ type }) => drawable.test(type));
  const others = attachments.filter(({ type }) => !drawable.test(type));
  return (
    <ul aria-label={t('conversations.attachments')} className="flex flex-wrap gap-2">
      {pictures.map((picture) => (
        <li key={picture.id}>
          <Thumbnail picture={picture} />
        </li>
      ))}
      {others.map((file) => (
        <li key={file.id} className="max-w-full">
          <FileLine file={file} />
        </li>
      ))}
    </ul>
  );
}

function Thumbnail({ picture }: { picture: Attachment }) {
  const [broken, setBroken] = useState(false);
  if (broken) return <FileLine file={picture} />;
  const name = t('conversations.attachment', { name: picture.name, size: fileSize(picture.size) });
  return (
    <a
      href={picture.url}
      download={picture.name}
      aria-label={name}
      data-tip={name}
      className="block overflow-hidden rounded-menu border border-ink/10"
    >
      <img
        src={picture.url}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
        className="h-24 max-w-48 object-cover"
      />
    </a>
  );
}

function FileLine({ file }: { file: Attachment }) {
  const Icon = fileIcon(file.type);
  return (
    <a
      href={file.url}
      download={file.name}
      className="flex h-8 max-w-full items-center gap-2 rounded-control border border-ink/12 bg-panel/60 px-2 text-ink no-underline hover:border-line-strong"
    >
      <Icon size={14} aria-hidden="true" className="shrink-0 text-ink2" />
      <bdi className="truncate font-medium">{file.name || t('conversations.unnamedFile')}</bdi>
      <span className="tabular shrink-0 text-ink2">{fileSize(file.size)}</span>
    </a>
  );
}
