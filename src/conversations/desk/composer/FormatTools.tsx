import type { Editor } from '@tiptap/core';
import { Bold, Italic, List, ListOrdered, Paperclip, TextQuote } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { IconButton } from '../../../ui/IconButton.tsx';
import { useEditorValue } from '../../../ui/rich/RichText.tsx';
import { t, type WordId } from '../../../ui/words.ts';

const LinkTool = lazy(() => import('./LinkTool.tsx'));

type Props = {
  editor: Editor | null;
  onFiles: (files: File[]) => void;
  /** The channel carries words alone. */
  plain?: boolean;
  /** Whether it carries files. */
  files?: boolean;
};

type Tool = {
  id: WordId;
  keys?: string;
  icon: ReactNode;
  on: (editor: Editor) => boolean;
  act: (editor: Editor) => void;
};

const tools: readonly Tool[] = [
  {
    id: 'conversations.format.bold',
    keys: 'Mod+b',
    icon: <Bold size={15} aria-hidden="true" />,
    on: (editor) => editor.isActive('bold'),
    act: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    id: 'conversations.format.italic',
    keys: 'Mod+i',
    icon: <Italic size={15} aria-hidden="true" />,
    on: (editor) => editor.isActive('italic'),
    act: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    id: 'conversations.format.list',
    icon: <List size={15} aria-hidden="true" />,
    on: (editor) => editor.isActive('bulletList'),
    act: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    id: 'conversations.format.numbers',
    icon: <ListOrdered size={15} aria-hidden="true" />,
    on: (editor) => editor.isActive('orderedList'),
    act: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    id: 'conversations.format.quote',
    icon: <TextQuote size={15} aria-hidden="true" />,
    on: (editor) => editor.isActive('blockquote'),
    act: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
];

/** How words look, links and files. */
export function FormatTools({ editor, onFiles, plain = false, files: takes = true }: Props) {
  const active = useEditorValue(editor, (now) => tools.map((tool) => tool.on(now)));
  const files = useRef<HTMLInputElement>(null);
  return (
    <>
      {(plain ? [] : tools).map((tool, place) => (
        <IconButton
          key={tool.id}
          label={t(tool.id)}
          keys={tool.keys}
          pressed={active?.[place] ?? false}
          disabled={!editor}
          // The editor keeps its selection: a button that took the focus would lose it.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => editor && tool.act(editor)}
          className="max-pair:hidden"
        >
          {tool.icon}
        </IconButton>
      ))}
      {!plain && (
        <Suspense>
          <LinkTool editor={editor} />
        </Suspense>
      )}
      <IconButton
        label={t('conversations.attach')}
        disabled={!editor || !takes}
        onClick={() => files.current?.click()}
      >
        <Paperclip size={15} aria-hidden="true" />
      </IconButton>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={t('conversations.attach')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}
