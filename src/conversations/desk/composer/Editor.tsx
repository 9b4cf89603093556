import type { AnyExtension, EditorOptions, Editor as TipTap } from '@tiptap/core';
import { useRef } from 'react';
import { commandWhileTyping } from '../../../ui/commands.ts';
import { restCursor } from '../../../ui/rest.ts';
import { mailExtensions } from '../../../ui/rich/extensions.ts';
import { RichText } from '../../../ui/rich/RichText.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { cleanPaste, cutText } from './clean-paste.ts';
import { isPicture } from './draft-body.ts';
import { fileOfDataUrl } from './pictures.ts';

export type EditorProps = {
  html: string;
  label: string;
  placeholder: string;
  onChange: (html: string) => void;
  /** By the keys of `send` and `sendSolve`. */
  onSend: (solve: boolean) => void;
  onFiles: (files: File[]) => void;
  /** Pictures that were pasted, to stand in the text. */
  onPictures?: (files: File[]) => void;
  /** A stroke was typed where a word begins. */
  onSlash?: () => void;
  /** What else it can do here, such as naming colleagues. */
  more?: readonly AnyExtension[];
  /** Given the editor while it is there, so that tools can work on it. */
  onReady: (editor: TipTap | null) => void;
};

/** Characters from which a letter is not written out at every key. */
const long = 20_000;

/** Whether what is typed now begins a word: nothing but space before it, and not in code. */
function beginsWord({ selection }: TipTap['state']): boolean {
  const { $from, empty } = selection;
  if (!empty || $from.parent.type.spec.code) return false;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset, ' ', ' ');
  return /^\s?$/.test(before);
}

/** Where one writes. It keeps its own text; to show another, give it another key. */
export function Editor({ html, label, placeholder, more = [], onReady, ...acts }: EditorProps) {
  const latest = useRef(acts);
  latest.current = acts;
  // A long letter is written out a moment later, not at every key; whoever needs it now says so.
  const waiting = useRef<(() => void) | null>(null);
  const tell = (now: TipTap) => {
    const write = () => {
      clearTimeout(timer);
      waiting.current = null;
      latest.current.onChange(now.isEmpty ? '' : now.getHTML());
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (now.state.doc.content.size < long) return write();
    if (waiting.current) return;
    waiting.current = write;
    timer = setTimeout(write, 250);
  };
  const options: Partial<EditorOptions> = {
    extensions: [...mailExtensions(placeholder), ...more],
    content: html,
    // Each paragraph has its own: German, English and Arabic may stand in one letter.
    textDirection: 'auto',
    onUpdate: ({ editor: now }) => tell(now),
    onBlur: () => waiting.current?.(),
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        dir: 'auto',
        class: 'prose-mail min-h-11 outline-none',
      },
      handleKeyDown(view, event) {
        // Never while an input method composes: Enter there chooses a word.
        if (event.isComposing || view.composing || event.keyCode === 229) return false;
        const command = commandWhileTyping(event);
        if (command === 'send' || command === 'sendSolve') {
          waiting.current?.();
          latest.current.onSend(command === 'sendSolve');
          return true;
        }
        if (event.key === '/' && !event.ctrlKey && !event.metaKey && beginsWord(view.state)) {
          // The stroke stays in the text, in case it was only one.
          setTimeout(() => latest.current.onSlash?.());
          return false;
        }
        if (event.key === 'Escape') {
          view.dom.blur();
          restCursor();
          return true;
        }
        return false;
      },
      transformPastedHTML: (pasted) => cleaned(pasted),
      transformPastedText: (pasted) => beginningOf(pasted),
      handlePaste: (_view, event) => take(event.clipboardData, event),
      handleDrop: (_view, event) => take(event.dataTransfer, event),
    },
  };

  function take(data: DataTransfer | null, event: Event): boolean {
    const files = [...(data?.files ?? [])];
    // A copied table or text brings a picture of itself; the words are meant then.
    const words = data?.types.includes('text/html') || data?.types.includes('text/plain');
    if (files.length === 0 || (event.type === 'paste' && words)) return false;
    event.preventDefault();
    const { onPictures } = latest.current;
    const pictures = onPictures && event.type === 'paste' ? files.filter(({ type }) => isPicture(type)) : [];
    const others = files.filter((file) => !pictures.includes(file));
    if (pictures.length > 0) onPictures?.(pictures);
    if (others.length > 0) latest.current.onFiles(others);
    return true;
  }

  function cleaned(pasted: string): string {
    const { html: clean, pictures, cut } = cleanPaste(pasted);
    const files = pictures.flatMap((url, place) => fileOfDataUrl(url, `picture-${place + 1}`) ?? []);
    if (files.length > 0) setTimeout(() => latest.current.onPictures?.(files));
    if (cut) toast(t('conversations.pasteCut'));
    return clean;
  }

  function beginningOf(pasted: string): string {
    const { text, cut } = cutText(pasted);
    if (cut) toast(t('conversations.pasteCut'));
    return text;
  }

  return <RichText options={options} onReady={onReady} onLeave={() => waiting.current?.()} />;
}
