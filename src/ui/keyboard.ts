import type { Binding } from './bindings.ts';

/** What of a KeyboardEvent matters here. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'keyCode' | 'timeStamp'
>;

/** Milliseconds within which the second key of "g u" must follow. */
const SEQUENCE = 1_000;

/**
 * Turns key presses into command ids. Matches the character the key produced, not its place, so that "?" and
 * "/" work on every layout; a letter of another script counts as the Latin one on its key. Never during
 * input-method composition.
 */
export class Keyboard {
  #first = '';
  #firstAt = 0;

  /**
   * @param bindings the keys as this person has them
   * @param typing whether the focus is in something one writes in; then only keys with Mod count
   */
  press(event: KeyPress, bindings: readonly Binding[], typing: boolean): string | undefined {
    const chord = chordOf(event);
    if (!chord) return;
    const usable = bindings.filter(
      (binding) => !typing || (binding.whileTyping && !isCharacter(binding.keys)),
    );
    const sequence = event.timeStamp - this.#firstAt <= SEQUENCE ? `${this.#first} ${chord}` : chord;
    const hit =
      usable.find((binding) => binding.keys === sequence) ?? usable.find((binding) => binding.keys === chord);
    const begins = !hit && usable.some((binding) => binding.keys.startsWith(`${chord} `));
    this.#first = begins ? chord : '';
    this.#firstAt = begins ? event.timeStamp : 0;
    return hit?.id;
  }
}

/** What was pressed, as bindings write it ("j", "?", "Mod+Shift+Enter"); undefined while it means nothing yet. */
export function chordOf(event: KeyPress): string | undefined {
  // 229 is what browsers report for a key an input method has taken.
  if (event.isComposing || event.keyCode === 229) return;
  if (['Dead', 'Unidentified', 'Process', ...modifiers].includes(event.key)) return;
  const mod = event.ctrlKey || event.metaKey;
  // AltGr is Ctrl+Alt on some systems and belongs to the character it made; Alt alone belongs to the browser.
  if (event.altKey && !(event.ctrlKey && event.key.length === 1)) return;
  if (event.altKey) return event.key;
  const key = latin(event);
  const named = key.length > 1;
  return `${mod ? 'Mod+' : ''}${event.shiftKey && (named || mod) ? 'Shift+' : ''}${mod ? lower(key) : key}`;
}

const modifiers = ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock'];

/**
 * The letter on the key where the layout writes another script: whoever answers in Ukrainian, Greek or Arabic
 * would otherwise have no keys at all. Only there does the place count (decision 0015).
 */
function latin({ key, code, shiftKey }: KeyPress): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (!letter || key.length !== 1 || !/\p{L}/u.test(key) || /\p{Script=Latin}/u.test(key)) return key;
  return shiftKey ? letter : letter.toLowerCase();
}

/** Whether these keys write a character when pressed in a text. */
export const isCharacter = (keys: string): boolean => !/^(?:Mod\+.+|F\d{1,2})$/.test(keys);

const lower = (key: string) => (key.length === 1 ? key.toLowerCase() : key);

/** Whether keys typed at this element are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'file', 'range'].includes(target.type)
  );
}
