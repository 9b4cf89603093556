import type { Editor as TipTap } from '@tiptap/core';
import { useEffect, useRef } from 'react';
import { holdKeys, letKeysGo } from '../../../ui/commands.ts';

/** Puts the cursor into the editor: now, or as soon as the one for the other mode is there. */
export function useFocus(editor: TipTap | null): () => void {
  const wanted = useRef(false);
  const latest = useRef(editor);
  latest.current = editor;
  useEffect(() => {
    if (!editor || !wanted.current) return;
    wanted.current = false;
    putCursor(editor);
  }, [editor]);
  return () => {
    holdKeys();
    wanted.current = true;
    // After this turn: a change of mode brings another editor, which then takes the wish over.
    setTimeout(() => {
      if (!wanted.current || !latest.current || latest.current.isDestroyed) return;
      wanted.current = false;
      putCursor(latest.current);
    });
  };
}

/** At the end of what is written, in this very turn: TipTap's own command waits for the next frame. */
function putCursor(editor: TipTap): void {
  editor.commands.setTextSelection(editor.state.doc.content.size);
  editor.view.focus();
  letKeysGo();
}
