import { Placeholder } from '@tiptap/extensions';
import { type Editor, EditorContent, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { control } from '../../ui/control.ts';
import { cx } from '../../ui/cx.ts';

type Props = {
  html: string;
  label: string;
  placeholder: string;
  onChange: (html: string) => void;
  onReady: (editor: Editor | null) => void;
};

/** Where a canned reply is written: paragraphs, lists, emphasis and links, as in the composer. */
export function RichField({ html, label, placeholder, onChange, onReady }: Props) {
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: false,
        horizontalRule: false,
        link: { openOnClick: false, autolink: true, defaultProtocol: 'https' },
      }),
      Placeholder.configure({ placeholder }),
    ],
    content: html,
    shouldRerenderOnTransaction: false,
    onCreate: ({ editor: made }) => onReady(made),
    onDestroy: () => onReady(null),
    onUpdate: ({ editor: now }) => onChange(now.isEmpty ? '' : now.getHTML()),
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        dir: 'auto',
        class: 'prose-mail min-h-28 outline-none',
      },
    },
  });
  return (
    <div className={cx(control, 'h-auto max-h-64 overflow-y-auto px-3 py-2')}>
      <EditorContent editor={editor} />
    </div>
  );
}
