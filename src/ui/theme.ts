import { useSyncExternalStore } from 'react';

type Theme = 'light' | 'dark' | 'system';

/** How the desk looks to one person. `system` leaves it to what their machine asks for. */
export type Look = {
  theme: Theme;
  contrast: 'system' | 'more' | 'normal';
  motion: 'system' | 'less';
  textSize: 'normal' | 'large' | 'larger';
};

/** What each text size multiplies letters and spaces by; tokens.css has the same numbers. */
const sizes: Record<Look['textSize'], number> = { normal: 1, large: 1.125, larger: 1.25 };

const listeners = new Set<() => void>();
const dark = () => matchMedia('(prefers-color-scheme: dark)');

/** What the person chose. */
function theme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** Sets and remembers how things look (read before the first paint by src/desk/theme.js). */
export function setLook(next: Partial<Look>): void {
  const { dataset } = document.documentElement;
  for (const [name, value] of Object.entries(next)) {
    // What is left to the system, or is as always, has no mark.
    const mark = value === 'system' || (name === 'textSize' && value === 'normal') ? null : value;
    if (mark) dataset[name] = mark;
    else delete dataset[name];
    remember(name, mark);
  }
  for (const listener of listeners) listener();
}

/** How much larger than usual everything is written: 1, 1.125 or 1.25. For heights a script computes. */
export const useTextSize = (): number =>
  useSyncExternalStore(listen, () => sizes[document.documentElement.dataset.textSize as 'large'] ?? 1);

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
  };
}

/** Sets and remembers the workspace's hue, in degrees. */
export function setHue(hue: number): void {
  document.documentElement.style.setProperty('--hue', String(hue));
  remember('hue', String(hue));
}

/** The theme now in effect, following the system where nobody chose. */
export function useShownTheme(): 'light' | 'dark' {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      const system = dark();
      system.addEventListener('change', changed);
      return () => {
        listeners.delete(changed);
        system.removeEventListener('change', changed);
      };
    },
    () => {
      const chosen = theme();
      return chosen === 'system' ? (dark().matches ? 'dark' : 'light') : chosen;
    },
  );
}

/** Writes to this browser's storage, or not: a private window may forbid it and nothing depends on it. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Forgotten on reload, as the person's browser wants it.
  }
}

/** What this browser remembers; null where it remembers nothing or may not. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
