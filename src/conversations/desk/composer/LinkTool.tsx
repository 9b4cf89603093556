import type { Editor } from '@tiptap/core';
import { Link2 } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Hanging } from '../../../ui/Hanging.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Input } from '../../../ui/Input.tsx';
import { t } from '../../../ui/words.ts';

/** A link on the chosen words, or of the address typed. */
export default function LinkTool({ editor }: { editor: Editor | null }) {
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
