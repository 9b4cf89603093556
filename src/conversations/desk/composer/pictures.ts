import type { Editor } from '@tiptap/core';
import { type DraftFile, isPicture, type Mode } from './draft-body.ts';
import { changeDraft } from './drafts.ts';
import { uploadTo } from './uploads.ts';

/** As wide as mails are read, in CSS pixels. */
export const widest = 560;

/** How wide a picture is shown: as it was on the screen it was taken from, and never wider than a mail. */
async function widthOf(file: File): Promise<number> {
  try {
    const bitmap = await createImageBitmap(file);
    const width = Math.round(bitmap.width / Math.max(1, devicePixelRatio));
    bitmap.close();
    return Math.max(16, Math.min(widest, width));
  } catch {
    return widest;
  }
}

type Place = { conversation: string; mode: Mode; editor: () => Editor | null };

/** Uploads pasted pictures and puts each into the text where the cursor is; other files go beside it. */
export function pastePictures({ conversation, mode, editor }: Place, files: readonly File[]): void {
  for (const file of files) {
    if (!isPicture(file.type)) continue;
    const width = widthOf(file);
    uploadTo(
      `${conversation}/${mode}`,
      [file],
      (stored) => void width.then((wide) => show(conversation, mode, editor(), stored, wide)),
    );
  }
}

function show(conversation: string, mode: Mode, editor: Editor | null, file: DraftFile, width: number): void {
  const src = `/api/uploads/${file.id}`;
  const alt = file.name.replace(/\.\w{2,5}$/, '').replace(/^image$/i, '');
  if (editor && !editor.isDestroyed) {
    editor.chain().focus().insertContent({ type: 'image', attrs: { src, alt, width } }).run();
    return;
  }
  const html = `<p><img src="${src}" alt="" width="${width}"></p>`;
  changeDraft(conversation, (body) => ({ ...body, [mode]: { ...body[mode], html: body[mode].html + html } }));
}

/** A picture written into HTML as a file. */
export function fileOfDataUrl(url: string, name: string): File | null {
  const [, type, data] = /^data:(image\/[a-z]+);base64,(.*)$/is.exec(url) ?? [];
  if (!type || !data) return null;
  try {
    const bytes = Uint8Array.from(atob(data.replace(/\s/g, '')), (sign) => sign.charCodeAt(0));
    return new File([bytes], `${name}.${type.split('/')[1]}`, { type });
  } catch {
    return null;
  }
}
