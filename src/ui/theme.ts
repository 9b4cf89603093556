import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark' | 'system';

const listeners = new Set<() => void>();
const dark = () => matchMedia('(prefers-color-scheme: dark)');

/** What the person chose. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** Sets and remembers the theme (read before the first paint by src/desk/theme.js). */
export function setTheme(next: Theme): void {
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  remember('theme', next === 'system' ? null : next);
  for (const listener of listeners) listener();
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
