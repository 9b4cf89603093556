import { client, queries } from '../../ui/api.ts';
import { chooseKeys } from '../../ui/commands.ts';
import { remember, setTheme } from '../../ui/theme.ts';
import { languages, speak } from '../../ui/words.ts';

type Me = Awaited<ReturnType<typeof client.staff.me.get>>;

/** Makes this browser as the person likes it: what they chose travels with their account. */
export async function applyPreferences({ theme, language, singleKeys }: Me['preferences']): Promise<void> {
  setTheme(theme);
  chooseKeys({ singleKeys });
  remember('language', language);
  if (language && languages.includes(language)) await speak(language);
}

/** Forgets what was asked for as nobody, and takes over what the person chose elsewhere. Call once signed in. */
export async function entered(): Promise<void> {
  queries.clear();
  try {
    await applyPreferences((await client.staff.me.get(undefined, { context: { read: true } })).preferences);
  } catch {
    // They are in; how they like the desk is asked for again with the next sign-in.
  }
}

/** Where to go after signing in: a path of this desk and never another site, whatever the address says. */
export function safePath(to: string | undefined): string {
  if (!to || !/^\/(?![/\\])/.test(to)) return '/';
  const url = new URL(to, location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : '/';
}
