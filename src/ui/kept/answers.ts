import { type DehydratedState, dehydrate, hydrate, type Query } from '@tanstack/react-query';
import { queries } from '../api.ts';
import { forget, keep, recallKept } from './place.ts';

/** Milliseconds after the last answer until what is known is kept. */
const PAUSE = 2_000;
/** How long kept answers may stand in for the server's, in milliseconds. */
const LASTS = 12 * 60 * 60_000;
/** At most so many answers, the newest: a working day's threads. */
const MOST = 400;

/** What an agent reads and needs to write; settings, keys and sessions are never kept. */
const rooms = new Set(['conversations', 'customers', 'views', 'canned']);
const ofStaff = new Set(['me', 'agents', 'teams', 'inboxes', 'workspace']);

type Kept = { agent: string; at: number; session: unknown; state: DehydratedState };

function worthKeeping({ queryKey, state }: Query): boolean {
  const [path] = queryKey as [unknown];
  if (state.status !== 'success' || !Array.isArray(path)) return false;
  return rooms.has(path[0] as string) || (path[0] === 'staff' && ofStaff.has(path[1] as string));
}

/**
 * From now on keeps on this device what this person has been shown, for an hour without connection.
 * Returns how to stop.
 */
export function keepAnswers(agent: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    timer = undefined;
    const session = queries.getQueryData(['session']);
    // Signed out meanwhile: what was forgotten stays forgotten.
    if (!session) return;
    const state = dehydrate(queries, {
      shouldDehydrateQuery: worthKeeping,
      shouldDehydrateMutation: () => false,
    });
    const newest = state.queries.sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt).slice(0, MOST);
    const kept: Kept = {
      agent,
      at: Date.now(),
      session,
      state: { queries: newest, mutations: [] },
    };
    void keep('answers', kept);
  };
  const stop = queries.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') timer ??= setTimeout(save, PAUSE);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Brings back what was kept, as far as it is not too old; gives the session it belongs to, or null. */
export async function bringBack(): Promise<unknown> {
  const kept = (await recallKept('answers')) as Kept | undefined;
  if (!kept) return null;
  if (Date.now() - kept.at > LASTS) {
    await forget('answers');
    return null;
  }
  hydrate(queries, kept.state);
  return kept.session;
}
