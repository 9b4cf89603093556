import type { Binding } from './bindings.ts';

/** What of a KeyboardEvent matters here. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'keyCode' | 'timeStamp'
>;

/** Milliseconds within which the second key of "g u" must follow. */
const SEQUENCE = 1_000;

/**
 * Turns key presses into command ids. Matches the character the key produced, not its place, so that "?" and
 * "/" work on every layout; never during input-method composition.
 */
export class Keyboard {
  #first = '';
  #firstAt = 0;

  /**
   * @param bindings the keys as this person has them
   * @param typing whether the focus is in something one writes in; then only keys with Mod count
   */
  press(event: KeyPress, bindings: readonly Binding[], typing: boolean): string | undefined {
    // 229 is what browsers report for a key an input method has taken.
    if (event.isComposing || event.keyCode === 229 || event.key === 'Dead') return;
    const chord = chordOf(event);
    if (!chord) return;
    const usable = bindings.filter((binding) => !typing || binding.whileTyping);
    const sequence = event.timeStamp - this.#firstAt <= SEQUENCE ? `${this.#first} ${chord}` : chord;
    const hit =
      usable.find((binding) => binding.keys === sequence) ?? usable.find((binding) => binding.keys === chord);
    const begins = !hit && usable.some((binding) => binding.keys.startsWith(`${chord} `));
    this.#first = begins ? chord : '';
    this.#firstAt = begins ? event.timeStamp : 0;
    return hit?.id;
  }
}

function chordOf(event: KeyPress): string | undefined {
  if (['Control', 'Shift', 'Alt', 'Meta', 'CapsLock'].includes(event.key)) return;
  const mod = event.ctrlKey || event.metaKey;
  // AltGr is Ctrl+Alt on some systems and belongs to the character it made; Alt alone belongs to the browser.
  if (event.altKey && !(event.ctrlKey && event.key.length === 1)) return;
  if (event.altKey) return event.key;
  const named = event.key.length > 1;
  return `${mod ? 'Mod+' : ''}${event.shiftKey && (named || mod) ? 'Shift+' : ''}${mod ? lower(event.key) : event.key}`;
}

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
