import type { Editor as TipTap } from '@tiptap/core';
import { useMemo, useRef, useState } from 'react';
import { Editor, type EditorProps } from '../Editor.tsx';
import { MentionList } from './MentionList.tsx';
import { mentionIn } from './mention.ts';

type Props = Omit<EditorProps, 'more'> & { conversation: string; me: string | undefined };

/** The editor of notes, in which colleagues can be named by `@`. Fetched with the first note. */
export default function NoteEditor({ conversation, me, onReady, ...props }: Props) {
  const [editor, setEditor] = useState<TipTap | null>(null);
  const whoIAm = useRef(me);
  whoIAm.current = me;
  const ready = useRef(onReady);
  ready.current = onReady;
  const more = useMemo(() => [mentionIn(conversation, () => whoIAm.current)], [conversation]);
  const tell = useMemo(
    () => (made: TipTap | null) => {
      setEditor(made);
      ready.current(made);
    },
    [],
  );
  return (
    <>
      <Editor {...props} more={more} onReady={tell} />
      <MentionList editor={editor} />
    </>
  );
}
