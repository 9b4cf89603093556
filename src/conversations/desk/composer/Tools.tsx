import type { Editor } from '@tiptap/core';
import { lazy, Suspense } from 'react';
import { type Conversation, slots } from '../../../ui/slots.ts';
import type { DraftFile, Half, Mode } from './draft-body.ts';
import { changeDraft } from './drafts.ts';

const PictureTool = lazy(() => import('./PictureTool.tsx'));

type Props = { conversation: Conversation; mode: Mode; half: Half; editor: Editor | null };

/** What the rooms put into the composer's row of buttons. */
export function Tools({ conversation, mode, half, editor }: Props) {
  const insertLetter = ({ html, files }: { html: string; files: readonly DraftFile[] }) => {
    if (!editor) return;
    takeStroke(editor);
    editor.chain().focus().insertContent(html).run();
    if (files.length === 0) return;
    changeDraft(conversation.id, (body) => ({
      ...body,
      mode,
      [mode]: { ...body[mode], files: [...body[mode].files, ...files] },
    }));
  };
  return (
    <Suspense>
      <PictureTool editor={editor} />
      {slots().composer.map(({ id, Tool }) => (
        <Tool
          key={id}
          conversation={conversation}
          mode={mode}
          written={half}
          insert={(text) => editor?.chain().focus().insertContent(text).run()}
          giveBack={(typed) => {
            if (editor && strokeBefore(editor) && typed) editor.commands.insertContent(typed);
            editor?.commands.focus();
          }}
          insertLetter={insertLetter}
        />
      ))}
    </Suspense>
  );
}

/** Whether the stroke stands before the cursor by which a tool was called. */
function strokeBefore({ state }: Editor): boolean {
  const { $from, empty } = state.selection;
  if (!empty) return false;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 2), $from.parentOffset, ' ', ' ');
  return /(^|\s)\/$/.test(before);
}

/** Takes that stroke away. */
function takeStroke(editor: Editor): void {
  const { from } = editor.state.selection;
  if (strokeBefore(editor)) editor.commands.deleteRange({ from: from - 1, to: from });
}
