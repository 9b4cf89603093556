import { type ClipboardEvent, type KeyboardEvent, useState } from 'react';
import { control } from '../../../ui/control.ts';
import { cx } from '../../../ui/cx.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { addItems } from './checklist.ts';

/** One line adds one item; several pasted lines add several. */
export function AddItem({ conversation, focus }: { conversation: Conversation; focus: boolean }) {
  const [text, setText] = useState('');
  const put = (words: string) => {
    const lines = words
      .split('\n')
      .map((line) =>
        line
          .replace(/^\s*(?:[-*•]|\d+[.)]|\[[ x]?\])\s*/i, '')
          .trim()
          .slice(0, 500),
      )
      .filter(Boolean);
    void addItems(conversation, lines);
    setText('');
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    put(text);
  };
  const paste = (event: ClipboardEvent) => {
    const words = event.clipboardData.getData('text/plain');
    if (!words.trim().includes('\n')) return;
    event.preventDefault();
    put(words);
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: asked for a moment ago, by a button that is gone now
      autoFocus={focus}
      dir="auto"
      aria-label={t('conversations.checklist.add')}
      placeholder={t('conversations.checklist.add')}
      maxLength={500}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={enter}
      onPaste={paste}
      className={cx(control, 'h-7 w-full pointer-coarse:h-9')}
    />
  );
}
