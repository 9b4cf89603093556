import { useSyncExternalStore } from 'react';
import { api, client, queries } from '../../../ui/api.ts';
import type { Archive } from '../../email/archive/contract.ts';

/** Sends archives to the server piece by piece, for as long as the page is open. */

export type Source = {
  name: string;
  format: Archive['format'];
  fingerprint: string;
  size: number;
  bytes: Blob;
};
type Sent = { received: number } | { problem: string };

const piece = 4 * 1024 * 1024;
const sends = new Map<string, Sent>();
const listeners = new Set<() => void>();

function set(id: string, sent: Sent): void {
  sends.set(id, sent);
  for (const listener of listeners) listener();
}

/** How far the sending of an archive from this page has come; undefined if it is not sent from here. */
export const useSending = (id: string): Sent | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sends.get(id),
  );

/** An mbox file as it is sent. */
export const fromFile = (file: File): Source => ({
  name: file.name,
  format: 'mbox',
  fingerprint: `${file.name} ${file.size} ${file.lastModified}`,
  size: file.size,
  bytes: file,
});

/** The files of a Maildir, in an order that is the same every time; what lies in `tmp` was never delivered. */
export function fromFolder(files: readonly File[]): Source | undefined {
  const mails = files
    .filter((file) => /(^|\/)(cur|new)\/[^/]+$/.test(file.webkitRelativePath) && !isUnwanted(file.name))
    .sort((one, other) => (one.webkitRelativePath < other.webkitRelativePath ? -1 : 1));
  if (mails.length === 0) return undefined;
  const bytes = new Blob(mails.flatMap((mail) => [lengthOf(mail.size), mail]));
  const name = mails[0]?.webkitRelativePath.split('/')[0] ?? 'Maildir';
  return {
    name,
    format: 'framed',
    fingerprint: `${name} ${mails.length} ${bytes.size}`,
    size: bytes.size,
    bytes,
  };
}

/** The flags in a name of a Maildir: T is in the trash, D is a draft (https://cr.yp.to/proto/maildir.html). */
const isUnwanted = (name: string): boolean => /[:;!]2,[A-Z]*[DT]/.test(name);

function lengthOf(size: number): ArrayBuffer {
  const head = new ArrayBuffer(4);
  new DataView(head).setUint32(0, size);
  return head;
}

/** Begins an archive, or goes on with the one of the same file, and sends it in the background. */
export async function sendArchive(channelId: string, source: Source): Promise<void> {
  const { bytes, ...about } = source;
  const archive = await client.archives.begin({ channelId, ...about });
  await refresh();
  const running = sends.get(archive.id);
  if (running && 'received' in running) return;
  set(archive.id, { received: archive.received });
  void send(archive.id, bytes, archive.received);
}

async function send(id: string, bytes: Blob, from: number): Promise<void> {
  const warn = (event: BeforeUnloadEvent) => event.preventDefault();
  addEventListener('beforeunload', warn);
  try {
    for (let at = from; at < bytes.size; ) {
      const answer = await fetchPiece(id, at, bytes.slice(at, at + piece));
      at = answer.received;
      set(id, answer);
    }
    sends.delete(id);
  } catch (error) {
    set(id, { problem: error instanceof Error ? error.message : String(error) });
  } finally {
    removeEventListener('beforeunload', warn);
    await refresh();
  }
}

/** Sends one piece; a lost connection is tried again for a minute, and a gap is closed by going back. */
async function fetchPiece(id: string, at: number, body: Blob): Promise<{ received: number }> {
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(`/api/mail-archives/${id}/bytes?at=${at}`, { method: 'PUT', body }).catch(
      () => null,
    );
    if (answer?.ok) return answer.json();
    const said = await answer?.json().catch(() => undefined);
    if (said?.code === 'CONFLICT' && typeof said.data?.received === 'number') return said.data;
    if (answer && answer.status < 500) throw new Error(said?.message ?? String(answer.status));
    if (attempt === 6) throw new Error(said?.message ?? '');
    await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** attempt));
  }
}

const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: api.archives.key() });
