import { Placeholder } from '@tiptap/extensions';
import { EditorContent, type Editor as TipTap, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useRef } from 'react';
import { commandWhileTyping } from '../../../ui/commands.ts';
import { restCursor } from '../../../ui/rest.ts';

export type EditorProps = {
  html: string;
  label: string;
  placeholder: string;
  onChange: (html: string) => void;
  /** By the keys of `send` and `sendSolve`. */
  onSend: (solve: boolean) => void;
  onFiles: (files: File[]) => void;
  /** Given the editor while it is there, so that tools can work on it. */
  onReady: (editor: TipTap | null) => void;
};

/** Safe to put into a mail: the web, an address or a telephone, never a script. */
const linkable = /^(https?:|mailto:|tel:)/i;

const extensions = (placeholder: string) => [
  StarterKit.configure({
    heading: false,
    horizontalRule: false,
    dropcursor: { color: 'var(--color-accent)', width: 2 },
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: 'https',
      isAllowedUri: (url) => linkable.test(url),
      HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: null },
    },
  }),
  Placeholder.configure({ placeholder }),
];

/** Where one writes. It keeps its own text; to show another, give it another key. */
export function Editor({ html, label, placeholder, onChange, onSend, onFiles, onReady }: EditorProps) {
  const latest = useRef({ onChange, onSend, onFiles });
  latest.current = { onChange, onSend, onFiles };
  const editor = useEditor({
    extensions: extensions(placeholder),
    content: html,
    immediatelyRender: true,
    shouldRerenderOnTransaction: false,
    onUpdate: ({ editor: now }) => latest.current.onChange(now.isEmpty ? '' : now.getHTML()),
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
          latest.current.onSend(command === 'sendSolve');
          return true;
        }
        if (event.key === 'Escape') {
          view.dom.blur();
          restCursor();
          return true;
        }
        return false;
      },
      handlePaste: (_view, event) => take(event.clipboardData, event),
      handleDrop: (_view, event) => take(event.dataTransfer, event),
    },
  });

  function take(data: DataTransfer | null, event: Event): boolean {
    const files = [...(data?.files ?? [])];
    // A copied table or text brings a picture of itself; the words are meant then.
    const words = data?.types.includes('text/html') || data?.types.includes('text/plain');
    if (files.length === 0 || (event.type === 'paste' && words)) return false;
    event.preventDefault();
    latest.current.onFiles(files);
    return true;
  }

  useEffect(() => {
    onReady(editor);
    return () => onReady(null);
  }, [editor, onReady]);
  return <EditorContent editor={editor} />;
}
