import { Editor, type EditorOptions } from '@tiptap/core';
import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react';

export type { Editor } from '@tiptap/core';

type Props = {
  /** Read once, when it appears. To begin anew, give it another key. */
  options: Partial<EditorOptions>;
  /** Given the editor while it is there. */
  onReady: (editor: Editor | null) => void;
  /** Called before it goes. */
  onLeave?: () => void;
};

/** Where rich text is written. It keeps its own state: React draws it once and never again while one types. */
export function RichText({ options, onReady, onLeave }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef({ options, onReady, onLeave });
  latest.current = { options, onReady, onLeave };
  useLayoutEffect(() => {
    // What is pasted stays as it was: `**` in it is no order to us.
    const editor = new Editor({ enablePasteRules: false, ...latest.current.options, element: place.current });
    latest.current.onReady(editor);
    return () => {
      latest.current.onLeave?.();
      latest.current.onReady(null);
      editor.destroy();
    };
  }, []);
  return <div ref={place} />;
}

/** What is so in an editor now, drawn again only when that changes. The answer must be plain data. */
export function useEditorValue<Value>(editor: Editor | null, ask: (editor: Editor) => Value): Value | null {
  const listen = useCallback(
    (tell: () => void) => {
      editor?.on('transaction', tell);
      return () => void editor?.off('transaction', tell);
    },
    [editor],
  );
  const said = useSyncExternalStore(listen, () =>
    editor && !editor.isDestroyed ? JSON.stringify(ask(editor)) : 'null',
  );
  return JSON.parse(said) as Value | null;
}
