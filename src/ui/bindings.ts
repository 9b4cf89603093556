import type { WordId } from './words.ts';

export type Binding = {
  id: string;
  /**
   * "j", "g u" (one after the other) or "Mod+k" (together; Mod is Ctrl, on Apple's ⌘). Empty for what has
   * no keys until somebody gives it some, and is found in the palette.
   */
  keys: string;
  label: WordId;
  group: 'move' | 'write' | 'conversation' | 'go' | 'desk';
  /** Works while typing too; only for keys with Mod. */
  whileTyping?: true;
};

/** Every key of the desk. Screens say what a command does with `useCommand(id, …)`; people may change keys. */
export const bindings = [
  { id: 'next', keys: 'j', label: 'ui.keys.next', group: 'move' },
  { id: 'previous', keys: 'k', label: 'ui.keys.previous', group: 'move' },
  { id: 'open', keys: 'Enter', label: 'ui.keys.open', group: 'move' },
  { id: 'select', keys: 'x', label: 'ui.keys.select', group: 'move' },
  { id: 'back', keys: 'Escape', label: 'ui.keys.back', group: 'move' },
  { id: 'reply', keys: 'r', label: 'ui.keys.reply', group: 'write' },
  { id: 'replyAll', keys: 'R', label: 'ui.keys.replyAll', group: 'write' },
  { id: 'note', keys: 'n', label: 'ui.keys.note', group: 'write' },
  { id: 'compose', keys: 'c', label: 'ui.keys.compose', group: 'write' },
  { id: 'send', keys: 'Mod+Enter', label: 'ui.keys.send', group: 'write', whileTyping: true },
  { id: 'sendSolve', keys: 'Mod+Shift+Enter', label: 'ui.keys.sendSolve', group: 'write', whileTyping: true },
  { id: 'sendLater', keys: '', label: 'ui.keys.sendLater', group: 'write' },
  { id: 'canned', keys: '', label: 'ui.keys.canned', group: 'write' },
  { id: 'solve', keys: 'e', label: 'ui.keys.solve', group: 'conversation' },
  { id: 'snooze', keys: 'h', label: 'ui.keys.snooze', group: 'conversation' },
  { id: 'assign', keys: 'a', label: 'ui.keys.assign', group: 'conversation' },
  { id: 'assignMe', keys: 'i', label: 'ui.keys.assignMe', group: 'conversation' },
  { id: 'tag', keys: 't', label: 'ui.keys.tag', group: 'conversation' },
  { id: 'priority', keys: 'l', label: 'ui.keys.priority', group: 'conversation' },
  { id: 'reopen', keys: '', label: 'ui.keys.reopen', group: 'conversation' },
  { id: 'wait', keys: '', label: 'ui.keys.wait', group: 'conversation' },
  { id: 'hold', keys: '', label: 'ui.keys.hold', group: 'conversation' },
  { id: 'move', keys: '', label: 'ui.keys.move', group: 'conversation' },
  { id: 'subject', keys: '', label: 'ui.keys.subject', group: 'conversation' },
  { id: 'spam', keys: '', label: 'ui.keys.spam', group: 'conversation' },
  { id: 'bin', keys: '', label: 'ui.keys.bin', group: 'conversation' },
  { id: 'restore', keys: '', label: 'ui.keys.restore', group: 'conversation' },
  { id: 'merge', keys: 'm', label: 'ui.keys.merge', group: 'conversation' },
  { id: 'link', keys: '', label: 'ui.keys.link', group: 'conversation' },
  { id: 'forward', keys: 'f', label: 'ui.keys.forward', group: 'write' },
  { id: 'aside', keys: '', label: 'ui.keys.aside', group: 'write' },
  { id: 'panel', keys: '', label: 'ui.keys.panel', group: 'conversation' },
  { id: 'follow', keys: 'F', label: 'ui.keys.follow', group: 'conversation' },
  { id: 'handDraft', keys: '', label: 'ui.keys.handDraft', group: 'write' },
  { id: 'undo', keys: 'z', label: 'ui.keys.undo', group: 'conversation' },
  { id: 'goInbox', keys: 'g i', label: 'ui.keys.goInbox', group: 'go' },
  { id: 'goUnassigned', keys: 'g u', label: 'ui.keys.goUnassigned', group: 'go' },
  { id: 'goWaiting', keys: 'g w', label: 'ui.keys.goWaiting', group: 'go' },
  { id: 'goMentions', keys: 'g m', label: 'ui.keys.goMentions', group: 'go' },
  { id: 'search', keys: '/', label: 'ui.keys.search', group: 'desk' },
  { id: 'palette', keys: 'Mod+k', label: 'ui.keys.palette', group: 'desk', whileTyping: true },
  { id: 'sheet', keys: '?', label: 'ui.keys.sheet', group: 'desk' },
] as const satisfies readonly Binding[];

export type CommandId = (typeof bindings)[number]['id'];
