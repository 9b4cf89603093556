const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const names: Record<string, string> = apple
  ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵', Escape: 'esc' }
  : { Mod: 'Ctrl', Shift: 'Shift', Alt: 'Alt', Enter: '↵', Escape: 'Esc' };

/** One chord as printed on the keyboard: "Mod+k" → "⌘K" on Apple's, "Ctrl K" elsewhere. */
export function keyLabel(chord: string, labels: Record<string, string> = names): string {
  const parts = chord.split('+').map((part) => labels[part] ?? part);
  if (parts.length === 1) return parts[0] as string;
  const last = parts.at(-1) as string;
  return [...parts.slice(0, -1), last.length === 1 ? last.toUpperCase() : last].join(
    labels.Mod === '⌘' ? '' : ' ',
  );
}

/** Keys as words: "g i" → "g i", "Mod+Shift+Enter" → "Ctrl Shift ↵". For sentences and for the ear. */
export const spokenKeys = (keys: string): string =>
  keys
    .split(' ')
    .map((chord) => keyLabel(chord))
    .join(' ');
