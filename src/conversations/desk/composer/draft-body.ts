/** What somebody has written and not sent: a reply and a note beside each other. Pure: no browser, no server. */

export type Address = { name: string; address: string };
export type DraftFile = { id: string; name: string; type: string; size: number };
export type Mode = 'reply' | 'note';
export type Half = { html: string; files: readonly DraftFile[] };
export type ReplyHalf = Half & {
  /** null as long as it goes to whoever an answer goes to. */
  to: readonly Address[] | null;
  cc: readonly Address[] | null;
  bcc: readonly Address[];
};
export type DraftBody = {
  mode: Mode;
  reply: ReplyHalf;
  note: Half;
  /** When it was last changed, in milliseconds; tells copies on server and device apart. */
  savedAt: number;
};

export const emptyReply: ReplyHalf = { html: '', files: [], to: null, cc: null, bcc: [] };
export const emptyNote: Half = { html: '', files: [] };
export const emptyDraft: DraftBody = { mode: 'reply', reply: emptyReply, note: emptyNote, savedAt: 0 };

/** Whether HTML of the composer says nothing. */
export const saysNothing = (html: string): boolean =>
  !html.includes('<img ') &&
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .trim() === '';

/** Pictures browsers draw and mail programs show in their place. */
export const isPicture = (type: string): boolean => /^image\/(png|jpe?g|gif|webp)$/.test(type);

export const isEmptyHalf = (half: Half): boolean => saysNothing(half.html) && half.files.length === 0;

/** Nothing in it worth keeping. */
export const isEmptyDraft = (body: DraftBody): boolean =>
  isEmptyHalf(body.reply) &&
  isEmptyHalf(body.note) &&
  !body.reply.to &&
  !body.reply.cc &&
  body.reply.bcc.length === 0;

/** Reads a kept draft; whatever is missing or of another shape (an older desk, another program) is empty. */
export function readDraft(kept: unknown): DraftBody | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { mode, reply, note, savedAt } = kept as Partial<DraftBody>;
  const half = (value: unknown): Half => {
    const { html, files } = (value ?? {}) as Partial<Half>;
    return { html: typeof html === 'string' ? html : '', files: Array.isArray(files) ? files : [] };
  };
  const people = (value: unknown) => (Array.isArray(value) ? (value as Address[]) : null);
  return {
    mode: mode === 'note' ? 'note' : 'reply',
    reply: {
      ...half(reply),
      to: people(reply?.to),
      cc: people(reply?.cc),
      bcc: people(reply?.bcc) ?? [],
    },
    note: half(note),
    savedAt: typeof savedAt === 'number' ? savedAt : 0,
  };
}

/** What this device kept: the draft, and whether the server has it too. */
export type Kept = { body: DraftBody; synced: boolean };

/**
 * Which of two copies to show. Both changed: the device's, because it was written here last, and the other is
 * offered beside it, so that neither is lost.
 */
export function reconcile(
  local: Kept | null,
  server: DraftBody | null,
): { body: DraftBody; other: DraftBody | null; save: boolean } {
  const mine = local && !isEmptyDraft(local.body) ? local : null;
  if (!server || isEmptyDraft(server)) {
    // Synced and gone from the server: it was sent or thrown away elsewhere.
    const keep = mine && !mine.synced;
    return { body: keep ? mine.body : emptyDraft, other: null, save: Boolean(keep) };
  }
  if (!mine || mine.synced || mine.body.savedAt === server.savedAt)
    return { body: server, other: null, save: false };
  const same = JSON.stringify({ ...mine.body, savedAt: 0 }) === JSON.stringify({ ...server, savedAt: 0 });
  return { body: mine.body, other: same ? null : server, save: same };
}

/** Puts words back into a half: before what has been written meanwhile, so that nothing is lost. */
export function putInto<H extends Half>(half: H, html: string, files: readonly DraftFile[]): H {
  const known = new Set(half.files.map(({ id }) => id));
  return {
    ...half,
    html: saysNothing(half.html) ? html : html + half.html,
    files: [...files.filter(({ id }) => !known.has(id)), ...half.files],
  };
}

/** Plain words as the composer's HTML: one paragraph a block, line breaks kept. */
export function textToHtml(text: string): string {
  const safe = text.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return safe
    .split(/\n{2,}/)
    .map((block) => `<p>${block.replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** The composer's HTML as plain words, for what is shown before the server has answered. */
export function htmlToWords(html: string): string {
  return html
    .replace(/<img\b[^>]*? alt="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(/<li>/g, '• ')
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<\/(li|ul|ol)>/g, '\n')
    .replace(/<\/(p|blockquote)>/g, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/• \n*/g, '• ')
    .trim();
}
