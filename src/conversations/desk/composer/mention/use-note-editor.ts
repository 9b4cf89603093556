import { useEffect, useState } from 'react';

type NoteEditor = typeof import('./NoteEditor.tsx').default;

let fetched: NoteEditor | undefined;

/**
 * The editor of notes, once it has come. Not `lazy`: React shows what a Suspense boundary waited for a moment
 * later than it draws it, and TipTap destroys an editor that is not on the page by then.
 */
export function useNoteEditor(wanted: boolean): NoteEditor | undefined {
  const [editor, setEditor] = useState(() => fetched);
  useEffect(() => {
    if (!wanted || editor) return;
    let gone = false;
    void import('./NoteEditor.tsx').then((module) => {
      fetched = module.default;
      if (!gone) setEditor(() => module.default);
    });
    return () => {
      gone = true;
    };
  }, [wanted, editor]);
  return editor;
}
