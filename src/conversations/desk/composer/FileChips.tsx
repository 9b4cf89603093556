import { RotateCw, X } from 'lucide-react';
import { fileSize } from '../../../ui/format.ts';
import { t } from '../../../ui/words.ts';
import { fileIcon } from '../thread/file-icon.ts';
import type { DraftFile } from './draft-body.ts';
import type { Upload } from './uploads.ts';

type Props = {
  files: readonly DraftFile[];
  uploads: readonly Upload[];
  onRemove: (id: string) => void;
};

const chip =
  'relative flex h-7 max-w-full items-center gap-1.5 overflow-hidden rounded-control border border-ink/12 bg-panel/60 ps-2 text-12';
const button = 'grid size-7 shrink-0 place-items-center text-ink2 hover:bg-ink/6 hover:text-ink';

/** The files of a draft: those that are there, those on their way, and those that could not be taken. */
export function FileChips({ files, uploads, onRemove }: Props) {
  return (
    <ul aria-label={t('conversations.attachments')} className="flex flex-wrap gap-1.5">
      {files.map((file) => {
        const Icon = fileIcon(file.type);
        return (
          <li key={file.id} className={chip}>
            <Icon size={13} aria-hidden="true" className="shrink-0 text-ink2" />
            <bdi className="truncate font-medium">{file.name}</bdi>
            <span className="tabular shrink-0 text-ink2">{fileSize(file.size)}</span>
            <button
              type="button"
              aria-label={t('ui.remove', { name: file.name })}
              onClick={() => onRemove(file.id)}
              className={button}
            >
              <X size={13} aria-hidden="true" />
            </button>
          </li>
        );
      })}
      {uploads.map((one) => (
        <li key={one.id} className={one.error ? `${chip} border-bad/50` : chip}>
          {!one.error && (
            <span
              role="progressbar"
              aria-label={one.name}
              aria-valuenow={Math.round(one.progress * 100)}
              style={{ width: `${Math.max(4, one.progress * 100)}%` }}
              className="absolute start-0 bottom-0 h-0.5 bg-accent"
            />
          )}
          <bdi className="truncate font-medium">{one.name}</bdi>
          {one.error ? (
            <span role="alert" className="truncate text-bad" title={one.error}>
              {one.error}
            </span>
          ) : (
            <span className="tabular shrink-0 text-ink2">{Math.round(one.progress * 100)}%</span>
          )}
          {one.error && (
            <button type="button" aria-label={t('ui.tryAgain')} onClick={one.retry} className={button}>
              <RotateCw size={13} aria-hidden="true" />
            </button>
          )}
          <button
            type="button"
            aria-label={t(one.error ? 'ui.remove' : 'conversations.cancelUpload', { name: one.name })}
            onClick={one.cancel}
            className={button}
          >
            <X size={13} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
