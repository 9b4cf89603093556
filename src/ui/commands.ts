import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type Binding, bindings, type CommandId } from './bindings.ts';
import { isCharacter, isTyping, Keyboard } from './keyboard.ts';
import { remember } from './theme.ts';

/** What each command does now: the screen mounted last has the word, and gives it back when it goes. */
const handlers = new Map<CommandId, (() => void)[]>();
const listeners = new Set<() => void>();
let active: readonly CommandId[] = [];

function changed(): void {
  active = bindings.map((binding) => binding.id).filter((id) => (handlers.get(id)?.length ?? 0) > 0);
  for (const listener of listeners) listener();
}

/**
 * Says what a command does while this component is mounted.
 * @param enabled false: the command is not on offer here now
 */
export function useCommand(id: CommandId, act: () => void, enabled = true): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!enabled) return;
    const handler = () => latest.current();
    handlers.set(id, [...(handlers.get(id) ?? []), handler]);
    changed();
    return () => {
      handlers.set(
        id,
        (handlers.get(id) ?? []).filter((other) => other !== handler),
      );
      changed();
    };
  }, [id, enabled]);
}

/** Does a command, as if its keys were pressed. Returns false if nothing here does it. */
export function run(id: CommandId): boolean {
  const handler = handlers.get(id)?.at(-1);
  handler?.();
  return Boolean(handler);
}

/** The commands that would do something now. */
export function useActiveCommands(): readonly CommandId[] {
  return useSyncExternalStore(subscribe, () => active);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

type Choices = { singleKeys: boolean; keys: Record<string, string> };

let choices: Choices = read();
let mine: readonly Binding[] = apply(choices);

function read(): Choices {
  try {
    return { singleKeys: true, keys: {}, ...JSON.parse(localStorage.getItem('keys') ?? '{}') };
  } catch {
    return { singleKeys: true, keys: {} };
  }
}

function apply({ singleKeys, keys }: Choices): readonly Binding[] {
  return bindings.map((binding): Binding => {
    const chosen = keys[binding.id] ?? binding.keys;
    const kept = singleKeys || !isCharacter(chosen) || binding.id === 'back' || binding.id === 'open';
    // Without keys it stays a command: the palette still has it.
    return { ...binding, keys: kept ? chosen : '' };
  });
}

/** The keys as this person has them; WCAG 2.1.4 asks that single keys can be switched off or changed. */
export function useBindings(): readonly Binding[] {
  return useSyncExternalStore(subscribe, () => mine);
}

/** Changes and remembers what `useBindings` gives. */
export function chooseKeys(next: Partial<Choices>): void {
  choices = { ...choices, ...next };
  mine = apply(choices);
  remember('keys', JSON.stringify(choices));
  changed();
}

/** The keys of one command, for hints beside buttons; undefined if switched off. */
export function keysOf(id: CommandId): string | undefined {
  return mine.find((binding) => binding.id === id)?.keys || undefined;
}

/** The command these keys stand for in a place one writes in, for editors that would take the keys themselves. */
export function commandWhileTyping(event: KeyboardEvent): CommandId | undefined {
  return new Keyboard().press(event, mine, true) as CommandId | undefined;
}

/** What this person has chosen. */
export const chosenKeys = (): Choices => choices;

let heldUntil = 0;

/**
 * For up to two seconds single keys are no commands: the place one asked to write in is on its way, and what
 * is typed meanwhile must not assign, tag or solve anything.
 */
export function holdKeys(): void {
  heldUntil = Date.now() + 2_000;
}

/** The place has the cursor: single keys are commands again wherever one does not type. */
export function letKeysGo(): void {
  heldUntil = 0;
}

/** Listens to the whole page; returns how to stop. Put once. */
export function listen(): () => void {
  const keyboard = new Keyboard();
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    // A dialog or menu that is open has its own keys, even before it has taken the focus; only those with Mod
    // pass it by. Toasts are dialogs too and cover nothing.
    const covered =
      document.querySelector('[role=dialog]:not([data-toast]),[role=alertdialog]:not([data-toast])') !==
        null ||
      (event.target instanceof Element && event.target.closest('[role=menu]') !== null);
    const id = keyboard.press(event, mine, covered || Date.now() < heldUntil || isTyping(event.target)) as
      | CommandId
      | undefined;
    // Enter on a button is that button's.
    if (id === 'open' && event.target instanceof Element && event.target.closest('a,button,summary')) return;
    if (id && run(id)) event.preventDefault();
  };
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
}
