import { api, client } from '../../../ui/api.ts';
import { holdKeys } from '../../../ui/commands.ts';
import { store } from '../../../ui/store.ts';
import { remember } from '../../../ui/theme.ts';
import { write } from '../act/write.ts';
import type { Message } from '../thread/Messages.tsx';
import {
  type DraftBody,
  emptyDraft,
  isEmptyDraft,
  isEmptyHalf,
  type Kept,
  readDraft,
  reconcile,
} from './draft-body.ts';

/** Milliseconds after the last key until a draft goes to the server. */
const PAUSE = 600;

/** What stopped a reply: messages its author had not seen. */
export type Stop = {
  missed: readonly Message[];
  newest: string | null;
  then: 'wait' | 'solve' | 'open';
  /** When it was to leave, if later. */
  at?: Date | undefined;
};

export type Draft = {
  body: DraftBody;
  /** `local`: only this device has the newest words. */
  state: 'loading' | 'clean' | 'saving' | 'saved' | 'local';
  /** Counts changes that did not come from the editor, which then shows them. */
  revision: number;
  /** A copy from another device that differs. */
  other: DraftBody | null;
  stop: Stop | null;
  /** Something was written since the thread was opened: the author is answering. */
  touched: boolean;
  /** The keys are going just now. */
  typing: boolean;
};

const fresh: Draft = {
  body: emptyDraft,
  state: 'loading',
  revision: 0,
  other: null,
  stop: null,
  touched: false,
  typing: false,
};
const drafts = store<ReadonlyMap<string, Draft>>(new Map());
const timers = new Map<string, ReturnType<typeof setTimeout>>();
let owner = '';

/** The draft of one conversation, as a value that moves. */
export const useDraft = (id: string): Draft => drafts.use((all) => all.get(id) ?? fresh);
/** The draft of one conversation now. */
export const draftOf = (id: string): Draft => drafts.get().get(id) ?? fresh;
/** What this agent does in a conversation, as words: colleagues are told when it changes. */
type Doing = 'viewing' | 'replying' | 'noting' | 'replying typing' | 'noting typing';
export const useDoing = (id: string): Doing =>
  drafts.use((all): Doing => {
    const draft = all.get(id);
    if (!draft?.touched || isEmptyHalf(draft.body[draft.body.mode])) return 'viewing';
    const doing = draft.body.mode === 'reply' ? 'replying' : 'noting';
    return draft.typing ? `${doing} typing` : doing;
  });

/** Milliseconds after the last key until somebody no longer counts as typing. */
const REST = 4_000;
const resting = new Map<string, ReturnType<typeof setTimeout>>();

function isTyping(id: string): void {
  clearTimeout(resting.get(id));
  resting.set(
    id,
    setTimeout(() => {
      resting.delete(id);
      set(id, { typing: false });
    }, REST),
  );
}

const place = (id: string) => `draft:${owner}:${id}`;

function set(id: string, change: Partial<Draft>): void {
  drafts.set((all) => new Map(all).set(id, { ...(all.get(id) ?? fresh), ...change }));
}

/** Finds what was kept, here and on the server. Safe to call again: a draft that is open stays as it is. */
export async function openDraft(id: string, agent: string): Promise<void> {
  owner = agent;
  if (drafts.get().has(id) && draftOf(id).state !== 'loading') return;
  const local = readKept(id);
  set(id, local ? { body: local.body } : {});
  try {
    const kept = await client.conversations.draft({ id }, { context: { read: true } });
    const now = draftOf(id);
    // Written meanwhile: that is newer than anything kept.
    if (now.touched) return;
    const found = reconcile(local, readDraft(kept?.body));
    set(id, {
      body: found.body,
      other: found.other,
      state: isEmptyDraft(found.body) ? 'clean' : 'saved',
      revision: now.revision + 1,
    });
    keep(id, true);
    if (found.save) saveSoon(id);
  } catch {
    set(id, { state: local ? 'local' : 'clean' });
  }
}

/**
 * The server put words into the draft (a scheduled reply came back): shown if nothing else is written here, else
 * offered beside it.
 */
export async function refetchDraft(id: string): Promise<void> {
  if (timers.has(id)) await save(id);
  const kept = await client.conversations.draft({ id }, { context: { read: true } }).catch(() => null);
  const body = readDraft(kept?.body);
  if (!body || isEmptyDraft(body)) return;
  const now = draftOf(id);
  const same = JSON.stringify({ ...now.body, savedAt: 0 }) === JSON.stringify({ ...body, savedAt: 0 });
  if (same) return;
  if (!isEmptyDraft(now.body)) return set(id, { other: body });
  set(id, { body, state: 'saved', revision: now.revision + 1 });
  keep(id, true);
}

/** What the author changed: kept on this device at once, on the server a moment later. */
export function changeDraft(id: string, change: (body: DraftBody) => DraftBody): void {
  const draft = draftOf(id);
  set(id, { body: { ...change(draft.body), savedAt: Date.now() }, touched: true, typing: true });
  isTyping(id);
  keep(id, false);
  saveSoon(id);
}

/** As `changeDraft`, from outside the editor, which then shows it: put back, cleared, the other copy taken. */
export function replaceDraft(
  id: string,
  change: (body: DraftBody) => DraftBody,
  more: Partial<Pick<Draft, 'stop' | 'other' | 'touched'>> = {},
): void {
  const draft = draftOf(id);
  set(id, {
    body: { ...change(draft.body), savedAt: Date.now() },
    revision: draft.revision + 1,
    ...more,
  });
  keep(id, false);
  saveSoon(id);
}

/** Shows, or takes away, what stopped a reply. */
export const setStop = (id: string, stop: Stop | null): void => set(id, { stop });
/** Forgets the copy of another device. */
export const forgetOther = (id: string): void => set(id, { other: null });

/** Saves at once what waits to be saved: the thread is left. */
export function settleDraft(id: string): void {
  set(id, { touched: false });
  if (timers.has(id)) void save(id);
}

function saveSoon(id: string): void {
  clearTimeout(timers.get(id));
  set(id, { state: 'saving' });
  timers.set(
    id,
    setTimeout(() => void save(id), PAUSE),
  );
}

async function save(id: string): Promise<void> {
  clearTimeout(timers.get(id));
  timers.delete(id);
  const { body } = draftOf(id);
  const kept = isEmptyDraft(body) ? null : body;
  try {
    await write(api.conversations.saveDraft.mutationOptions(), { id, body: kept });
    if (timers.has(id) || draftOf(id).body !== body) return;
    set(id, { state: kept ? 'saved' : 'clean' });
    keep(id, true);
  } catch {
    set(id, { state: 'local' });
  }
}

/** The connection is back: what only this device has goes to the server. */
export function saveAgain(id: string): void {
  if (draftOf(id).state === 'local') void save(id);
}

/** No save may follow a reply that carries these words, or the draft would come back. */
export function holdSaving(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}

function keep(id: string, synced: boolean): void {
  const { body } = draftOf(id);
  remember(place(id), isEmptyDraft(body) ? null : JSON.stringify({ body, synced } satisfies Kept));
}

function readKept(id: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place(id)) ?? 'null') as Partial<Kept> | null;
    const body = readDraft(kept?.body);
    return body && { body, synced: kept?.synced === true };
  } catch {
    return null;
  }
}

/** Another window of this browser wrote: shown if nothing was written here, else offered as the other copy. */
addEventListener('storage', ({ key, newValue }) => {
  const start = place('');
  const id = key?.startsWith(start) ? key.slice(start.length) : '';
  const draft = drafts.get().get(id);
  if (!draft || draft.state === 'loading') return;
  let body: DraftBody | null = null;
  try {
    body = readDraft((JSON.parse(newValue ?? 'null') as Partial<Kept> | null)?.body);
  } catch {
    return;
  }
  if (draft.touched && !isEmptyDraft(draft.body)) return set(id, { other: body });
  set(id, { body: body ?? emptyDraft, state: body ? 'saved' : 'clean', revision: draft.revision + 1 });
});

const wishes = new Map<string, 'reply' | 'note'>();

/** Somebody wants to write before the composer has come; what is typed until then is no command. */
export function writeSoon(number: string, mode: 'reply' | 'note'): void {
  holdKeys();
  wishes.set(number, mode);
}

/** What somebody wanted meanwhile; asked once. */
export function wishOf(number: string): 'reply' | 'note' | undefined {
  const wish = wishes.get(number);
  wishes.delete(number);
  return wish;
}
