import { type client, queries } from '../../ui/api.ts';
import { chooseKeys } from '../../ui/commands.ts';
import { setLook } from '../../ui/theme.ts';
import { speak } from '../../ui/words.ts';

type Session = Awaited<ReturnType<typeof client.staff.session>>;

let workspaceLocale: string | undefined;

/** Makes this browser as the person likes it: what they chose travels with their account. */
export async function applyPreferences(
  { theme, contrast, motion, textSize, language, singleKeys, keys }: Session['preferences'],
  locale = workspaceLocale,
): Promise<void> {
  workspaceLocale = locale;
  setLook({ theme, contrast, motion, textSize });
  chooseKeys({ singleKeys, keys });
  // The browser's own list decides about the region only: what it asks for comes after what somebody chose.
  await speak(language, locale, ...navigator.languages);
}

/** Forgets what was asked for as nobody; the session that is asked for next brings how this person likes it. */
export async function entered(): Promise<void> {
  queries.clear();
}

/** Where to go after signing in: a path of this desk and never another site, whatever the address says. */
export function safePath(to: string | undefined): string {
  if (!to || !/^\/(?![/\\])/.test(to)) return '/';
  const url = new URL(to, location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : '/';
}
