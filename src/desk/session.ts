import { useQuery } from '@tanstack/react-query';
import { applyPreferences } from '../staff/desk/enter.ts';
import { client, queries } from '../ui/api.ts';
import { code, notReached, sentence } from '../ui/errors.ts';
import { forget } from '../ui/kept/place.ts';
import { setHue } from '../ui/theme.ts';
import { toast } from '../ui/toast.ts';

export type Session = Awaited<ReturnType<typeof client.staff.session>>;

const session = {
  queryKey: ['session'],
  staleTime: Number.POSITIVE_INFINITY,
  // Asked without connection too: then what this device has kept answers.
  networkMode: 'always' as const,
  /** Who is signed in; null if nobody. */
  queryFn: async (): Promise<Session | null> => {
    try {
      const found = await client.staff.session(undefined, { context: { read: true } });
      setHue(found.workspace.hue);
      await applyPreferences(found.preferences, found.workspace.locale);
      return found;
    } catch (error) {
      if (code(error) === 'NOT_SIGNED_IN') return null;
      const kept = notReached(error) ? await keptSession() : null;
      if (kept) return kept;
      throw error;
    }
  },
};

/** Without connection: who was signed in here last, with what they had read. */
async function keptSession(): Promise<Session | null> {
  const { bringBack } = await import('../ui/kept/answers.ts');
  const kept = (await bringBack()) as Session | null;
  if (kept) await applyPreferences(kept.preferences, kept.workspace.locale);
  return kept;
}

/** Who is signed in, asked once and kept. */
export function askSession(): Promise<Session | null> {
  return queries.ensureQueryData(session);
}

/** Who is signed in; for screens behind the sign-in, where somebody is. */
export function useSession(): Session {
  const { data } = useQuery(session);
  if (!data) throw new Error('This screen is only for those signed in.');
  return data;
}

/** Who is signed in, outside of what is drawn. Throws where nobody is. */
export function currentSession(): Session {
  const data = queries.getQueryData<Session | null>(session.queryKey);
  if (!data) throw new Error('Nobody is signed in.');
  return data;
}

/** Takes over what was changed about the session without asking for it again. */
export function changeSession(next: Partial<Session>): void {
  queries.setQueryData<Session | null>(session.queryKey, (old) => old && { ...old, ...next });
}

/** Ends the session here and on the server, then shows the sign-in page afresh. */
export async function signOut(): Promise<void> {
  try {
    await client.staff.signOut();
  } catch (error) {
    toast(sentence(error), { bad: true });
    return;
  }
  await forgetSession();
  location.assign('/sign-in');
}

/** Forgets everything this session has shown, here and on this device, for the next person at this browser. */
export async function forgetSession(): Promise<void> {
  queries.clear();
  await forget('answers');
}
