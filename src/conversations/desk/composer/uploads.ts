import { store } from '../../../ui/store.ts';
import { t, tIfKnown } from '../../../ui/words.ts';
import type { DraftFile, Mode } from './draft-body.ts';
import { changeDraft } from './drafts.ts';

/** A file on its way to the server. */
export type Upload = {
  id: string;
  name: string;
  size: number;
  /** From 0 to 1. */
  progress: number;
  error?: string;
  cancel: () => void;
  retry: () => void;
};

const uploads = store<ReadonlyMap<string, readonly Upload[]>>(new Map());
const none: readonly Upload[] = [];
const place = (conversation: string, mode: Mode) => `${conversation}/${mode}`;

/** What is on its way for this half of a draft. */
export const useUploads = (conversation: string, mode: Mode): readonly Upload[] =>
  useUploadsAt(place(conversation, mode));

/** What is on its way to a place that is no draft of a conversation. */
export const useUploadsAt = (key: string): readonly Upload[] => uploads.use((all) => all.get(key) ?? none);

function change(key: string, id: string, to: Partial<Upload> | null): void {
  uploads.set((all) => {
    const list = all.get(key) ?? none;
    const next = list.flatMap((one) => (one.id !== id ? [one] : to ? [{ ...one, ...to }] : []));
    return new Map(all).set(key, next);
  });
}

/** Sends files to the server; each joins the draft when it is there, and says so if it cannot. */
export function upload(conversation: string, mode: Mode, files: Iterable<File>): void {
  uploadTo(place(conversation, mode), files, (stored) =>
    changeDraft(conversation, (body) => ({
      ...body,
      [mode]: { ...body[mode], files: [...body[mode].files, stored] },
    })),
  );
}

/** The same for any place; `onStored` is given each file once the server has it. */
export function uploadTo(key: string, files: Iterable<File>, onStored: (stored: DraftFile) => void): void {
  for (const file of files) {
    const id = crypto.randomUUID();
    const begin = () =>
      post(file, {
        progress: (progress) => change(key, id, { progress }),
        done: (stored) => {
          change(key, id, null);
          onStored(stored);
        },
        failed: (error) => change(key, id, { error }),
      });
    let abort = begin();
    const one: Upload = {
      id,
      name: file.name,
      size: file.size,
      progress: 0,
      cancel: () => {
        abort();
        change(key, id, null);
      },
      retry: () => {
        change(key, id, { error: undefined, progress: 0 });
        abort = begin();
      },
    };
    uploads.set((all) => new Map(all).set(key, [...(all.get(key) ?? none), one]));
  }
}

type On = {
  progress: (part: number) => void;
  done: (stored: DraftFile) => void;
  failed: (why: string) => void;
};

/** XMLHttpRequest, because fetch tells nothing about how much has been sent. Returns how to stop it. */
function post(file: File, on: On): () => void {
  const request = new XMLHttpRequest();
  request.open('POST', '/api/uploads');
  request.responseType = 'json';
  request.setRequestHeader('Idempotency-Key', crypto.randomUUID());
  request.upload.onprogress = ({ loaded, total }) => on.progress(total > 0 ? loaded / total : 0);
  request.onload = () => {
    const answer = request.response as (DraftFile & { code?: string; message?: string }) | null;
    if (request.status < 300 && answer?.id)
      return on.done({ id: answer.id, name: file.name, type: file.type, size: file.size });
    on.failed((answer?.code && tIfKnown(`error.${answer.code}`)) || answer?.message || t('ui.error.unknown'));
  };
  request.onerror = () => on.failed(t('ui.error.offline'));
  const form = new FormData();
  form.append('file', file, file.name);
  request.send(form);
  return () => request.abort();
}
