import type { Binding } from '../ui/bindings.ts';
import type { WordId } from '../ui/words.ts';

/** The groups keys stand in, on the sheet and on the settings page. */
export const keyGroups: readonly { id: Binding['group']; title: WordId }[] = [
  { id: 'move', title: 'desk.keys.move' },
  { id: 'write', title: 'desk.keys.write' },
  { id: 'conversation', title: 'desk.keys.conversation' },
  { id: 'go', title: 'desk.keys.go' },
  { id: 'desk', title: 'desk.keys.desk' },
];
