import { MessageSquareQuote } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useCommand } from '../../ui/commands.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import type { ComposerToolProps } from '../../ui/slots.ts';
import { t } from '../../ui/words.ts';

const Picker = lazy(() => import('./Picker.tsx'));
const SaveDialog = lazy(() => import('./CannedDialog.tsx'));

/** Canned replies where one writes: a button, a stroke, the palette. */
export default function CannedTool(props: ComposerToolProps) {
  const [open, setOpen] = useState(false);
  const [saving, setSaving] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useCommand('canned', () => setOpen(true));
  return (
    <>
      <IconButton
        ref={button}
        label={t('canned.insert')}
        keys="/"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <MessageSquareQuote size={15} aria-hidden="true" />
      </IconButton>
      <Suspense>
        {open && (
          <Picker
            {...props}
            anchor={button.current?.closest('section') ?? button.current}
            onClose={() => setOpen(false)}
            onSave={() => {
              setOpen(false);
              setSaving(true);
            }}
          />
        )}
        {saving && (
          <SaveDialog
            begin={{ html: props.written.html, attachments: props.written.files }}
            onClose={() => setSaving(false)}
          />
        )}
      </Suspense>
    </>
  );
}
