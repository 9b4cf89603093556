import { parentPort } from 'node:worker_threads';
import type { ParsedMail } from './mail.ts';
import { parseMail } from './parse.ts';

/**
 * The thread in which mail is read. It knows one message: raw bytes in, a parsed mail out, both moved rather
 * than copied. The one place where mail HTML is made safe as well, since it is as hostile as the MIME around it.
 */
export type SafeHtml = { html: string; remoteImages: number; warnings: string[] };
export type WorkerRequest = { raw: Uint8Array; sanitize: boolean };
export type WorkerAnswer = { mail: ParsedMail; safe: SafeHtml | null };

type Sanitizer = (html: string) => SafeHtml;

async function loadSanitizer(): Promise<Sanitizer | null> {
  const room = new URL('../../../platform/html/sanitize.ts', import.meta.url);
  try {
    return ((await import(room.href)) as { sanitizeMailHtml: Sanitizer }).sanitizeMailHtml;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

let sanitizer: Promise<Sanitizer | null> | undefined;

parentPort?.on('message', async ({ raw, sanitize }: WorkerRequest) => {
  const mail = await parseMail(raw);
  let safe: SafeHtml | null = null;
  if (sanitize && mail.html) {
    sanitizer ??= loadSanitizer();
    try {
      const made = (await sanitizer)?.(mail.html);
      if (made) safe = { html: made.html, remoteImages: made.remoteImages, warnings: made.warnings };
    } catch (error) {
      // Without safe HTML the text is shown; the mail itself was read and must not be lost.
      mail.warnings.push(
        `the formatted text could not be made safe: ${error instanceof Error ? error.message : 'unknown reason'}`,
      );
    }
  }
  const answer: WorkerAnswer = { mail, safe };
  parentPort?.postMessage(answer, buffersOf(mail));
});

parentPort?.postMessage('ready');

/** Buffers that may be moved: each once, and none that is a window onto a shared pool. */
function buffersOf(mail: ParsedMail): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const file of mail.attachments) {
    const { buffer, byteLength } = file.content;
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength > 0)
      buffers.add(buffer);
  }
  return [...buffers];
}
