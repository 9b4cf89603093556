import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import { Bold, Italic, Link2, List, ListOrdered, Paperclip, TextQuote } from 'lucide-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Hanging } from '../../../ui/Hanging.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Input } from '../../../ui/Input.tsx';
import { t, type WordId } from '../../../ui/words.ts';

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
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => (now ? tools.map((tool) => tool.on(now)) : []),
  });
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
      {!plain && <LinkTool editor={editor} />}
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

function LinkTool({ editor }: { editor: Editor | null }) {
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const here = (): string => (editor?.getAttributes('link').href as string | undefined) ?? '';
  const put = (event: FormEvent) => {
    event.preventDefault();
    setOpen(false);
    if (!editor) return;
    const typed = address.trim();
    if (!typed) return void editor.chain().focus().extendMarkRange('link').unsetLink().run();
    const href = /^[a-z]+:/i.test(typed)
      ? typed
      : typed.includes('@')
        ? `mailto:${typed}`
        : `https://${typed}`;
    const chain = editor.chain().focus().extendMarkRange('link');
    if (editor.state.selection.empty && !here())
      chain.insertContent({ type: 'text', text: typed, marks: [{ type: 'link', attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
  };
  return (
    <>
      <IconButton
        ref={button}
        label={t('conversations.format.link')}
        disabled={!editor}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => {
          setAddress(here());
          setOpen(!open);
        }}
        className="max-pair:hidden"
      >
        <Link2 size={15} aria-hidden="true" />
      </IconButton>
      {open && (
        <Hanging
          anchor={button.current}
          align="start"
          side="top"
          label={t('conversations.format.link')}
          onClose={() => setOpen(false)}
          className="p-2"
        >
          <form onSubmit={put} className="flex w-72 gap-1.5">
            <Input
              size={28}
              aria-label={t('conversations.format.address')}
              placeholder="https://"
              dir="ltr"
              value={address}
              onValueChange={(value) => setAddress(String(value))}
            />
            <Button type="submit">{t('conversations.format.putLink')}</Button>
          </form>
        </Hanging>
      )}
    </>
  );
}
