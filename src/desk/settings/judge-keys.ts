import type { Binding, CommandId } from '../../ui/bindings.ts';
import { isCharacter } from '../../ui/keyboard.ts';

export type Verdict =
  | { is: 'free' }
  /** Other commands have these keys, or keys that could no longer be told apart from them. */
  | { is: 'taken'; by: CommandId[] }
  /** The browser, or editing itself, uses these and would be missed. */
  | { is: 'browsers' }
  /** The command works while one writes, so its keys may write nothing themselves. */
  | { is: 'writes' };

/** What browsers keep for themselves, or what every text field needs; also what moves the focus or scrolls. */
const browsers = new Set([
  ...[
    't',
    'n',
    'w',
    'q',
    'r',
    'l',
    'p',
    'f',
    'c',
    'v',
    'x',
    'a',
    'z',
    'y',
    'b',
    'i',
    '+',
    '-',
    '0',
    'Tab',
  ].map((key) => `Mod+${key}`),
  ...['t', 'n', 'w', 'r', 'z', 'i', 'j', 'Tab'].map((key) => `Mod+Shift+${key}`),
  ...['Tab', 'Shift+Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown'],
  ...['Home', 'End', 'Backspace', 'Delete', 'F5', 'F6', 'F11', 'F12'],
]);

/**
 * Whether a command may have these keys.
 * @param mine all bindings as this person has them now
 */
export function judgeKeys(id: string, keys: string, mine: readonly Binding[]): Verdict {
  if (keys === '') return { is: 'free' };
  // A space alone presses buttons and scrolls.
  if (keys.trim() !== keys || keys.split(' ').some((chord) => browsers.has(chord))) return { is: 'browsers' };
  if (mine.find((binding) => binding.id === id)?.whileTyping && isCharacter(keys)) return { is: 'writes' };
  // "g" alone would act before "g i" is whole, and the other way round.
  const by = mine.filter(
    (other) =>
      other.id !== id &&
      other.keys &&
      (other.keys === keys || other.keys.startsWith(`${keys} `) || keys.startsWith(`${other.keys} `)),
  );
  return by.length > 0 ? { is: 'taken', by: by.map((other) => other.id as CommandId) } : { is: 'free' };
}
