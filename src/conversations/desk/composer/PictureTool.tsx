import type { Editor } from '@tiptap/core';
import { ImageIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Hanging } from '../../../ui/Hanging.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Input } from '../../../ui/Input.tsx';
import { useEditorValue } from '../../../ui/rich/RichText.tsx';
import { t, type WordId } from '../../../ui/words.ts';
import { widest } from './pictures.ts';

const sizes: readonly { id: WordId; width: number }[] = [
  { id: 'conversations.picture.small', width: Math.round(widest / 3) },
  { id: 'conversations.picture.middle', width: Math.round((2 * widest) / 3) },
  { id: 'conversations.picture.large', width: widest },
];

/** How large the chosen picture is, and what it shows in words for whoever does not see it. */
export default function PictureTool({ editor }: { editor: Editor | null }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const picture = useEditorValue(editor, (now) =>
    now.isActive('image') ? (now.getAttributes('image') as { alt?: string; width?: number }) : null,
  );
  if (!editor || !picture) return null;
  const change = (to: { alt?: string; width?: number }) => editor.chain().updateAttributes('image', to).run();
  return (
    <>
      <IconButton
        ref={button}
        label={t('conversations.picture.change')}
        aria-haspopup="dialog"
        aria-expanded={open}
        // The editor keeps its selection: a button that took the focus would lose it.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setOpen(!open)}
      >
        <ImageIcon size={15} aria-hidden="true" />
      </IconButton>
      {open && (
        <Hanging
          anchor={button.current}
          align="start"
          side="top"
          label={t('conversations.picture.change')}
          onClose={() => setOpen(false)}
          className="flex w-72 flex-col gap-2 p-3"
        >
          <Field label={t('conversations.picture.alt')}>
            <Input
              size={28}
              dir="auto"
              value={picture.alt ?? ''}
              onValueChange={(alt) => change({ alt: String(alt) })}
            />
          </Field>
          <span className="flex gap-1.5">
            {sizes.map(({ id, width }) => (
              <Button
                key={id}
                aria-pressed={Number(picture.width) === width}
                onClick={() => change({ width })}
              >
                {t(id)}
              </Button>
            ))}
          </span>
        </Hanging>
      )}
    </>
  );
}
