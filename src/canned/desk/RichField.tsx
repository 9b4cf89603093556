import { control } from '../../ui/control.ts';
import { cx } from '../../ui/cx.ts';
import { mailExtensions } from '../../ui/rich/extensions.ts';
import { type Editor, RichText } from '../../ui/rich/RichText.tsx';

type Props = {
  html: string;
  label: string;
  placeholder: string;
  onChange: (html: string) => void;
  onReady: (editor: Editor | null) => void;
};

/** Where a canned reply is written: paragraphs, lists, emphasis and links, as in the composer. */
export function RichField({ html, label, placeholder, onChange, onReady }: Props) {
  return (
    <div className={cx(control, 'h-auto max-h-64 overflow-y-auto px-3 py-2')}>
      <RichText
        onReady={onReady}
        options={{
          // Its pictures would not be kept, so it takes none (files are kept with it instead).
          extensions: mailExtensions(placeholder).filter(({ name }) => name !== 'image'),
          content: html,
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
        }}
      />
    </div>
  );
}
