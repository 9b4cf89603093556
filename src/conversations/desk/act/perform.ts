import type { InfiniteData, MutationOptions } from '@tanstack/react-query';
import { api, queries } from '../../../ui/api.ts';
import { sentence } from '../../../ui/errors.ts';
import type { Conversation, Row } from '../../../ui/slots.ts';
import { store } from '../../../ui/store.ts';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';

/** One change of one conversation, as the desk does it: shown at once, sent, said, and able to be taken back. */
export type Act = {
  /** What it makes of the conversation, shown before the server has answered. */
  patch: (row: Row) => Partial<Conversation>;
  send: () => Promise<unknown>;
  /** What was done, in a few words: "Solved". */
  said: string;
  /** What takes it back. */
  undo?: Act;
};

export type Rejection = { text: string; retry: () => void };

const rejections = store<ReadonlyMap<string, Rejection>>(new Map());
const undos = store<readonly (() => void)[]>([]);

/** Why the last change of this conversation did not happen, with a way to try again. */
export const useRejection = (id: string): Rejection | undefined => rejections.use((all) => all.get(id));

/** Takes the note about a refused change away. */
export const forgetRejection = (id: string): void => setRejection(id, undefined);

function setRejection(id: string, rejection: Rejection | undefined): void {
  rejections.set((all) => {
    const next = new Map(all);
    if (rejection) next.set(id, rejection);
    else next.delete(id);
    return next;
  });
}

/** Whether there is something `undoLast` would take back. */
export const useCanUndo = (): boolean => undos.use((all) => all.length > 0);

/** Takes back the newest change that can be. */
export function undoLast(): void {
  const last = undos.get().at(-1);
  if (!last) return;
  undos.set((all) => all.slice(0, -1));
  last();
}

/** Puts a way back on the pile of `undoLast`; returns how to take it off again. */
export function canUndo(undo: () => void): () => void {
  undos.set((all) => [...all.slice(-19), undo]);
  return () => undos.set((all) => all.filter((other) => other !== undo));
}

/**
 * Sends one write. Unlike a hook's mutation it goes on when the screen that began it is left, and it fails at
 * once when there is no connection instead of waiting in silence.
 */
export function write<Input, Output>(
  options: MutationOptions<Output, Error, Input>,
  input: Input,
): Promise<Output> {
  return queries
    .getMutationCache()
    .build(queries, { ...options, networkMode: 'always', meta: { inline: true } })
    .execute(input);
}

/**
 * Does one act to some conversations: shows it at once, sends it, and says it with a way back. What the server
 * refuses is put back as it was and stands on that conversation with "Try again".
 */
export async function perform(targets: readonly { id: string; act: Act }[]): Promise<void> {
  const done = await Promise.all(targets.map(async (one) => ((await attempt(one)) ? [one] : [])));
  const undoable = done.flat().flatMap(({ id, act }) => (act.undo ? [{ id, act: act.undo }] : []));
  const said = done.flat()[0]?.act.said;
  if (!said) return;
  const text =
    done.flat().length > 1 ? t('conversations.act.many', { said, count: done.flat().length }) : said;
  if (undoable.length === 0) return void toast(text);
  const undo = () => {
    drop();
    close();
    // Taking back is no news that could itself be taken back.
    void perform(undoable.map(({ id, act }) => ({ id, act: { ...act, undo: undefined } })));
  };
  const drop = canUndo(undo);
  const close = toast(text, { action: { label: t('conversations.undo'), onAct: undo } });
}

async function attempt(one: { id: string; act: Act }): Promise<boolean> {
  const { id, act } = one;
  setRejection(id, undefined);
  const putBack = show(id, act.patch);
  try {
    await act.send();
    return true;
  } catch (error) {
    putBack();
    setRejection(id, { text: sentence(error), retry: () => void perform([one]) });
    return false;
  } finally {
    refresh(id);
  }
}

/** Patches the conversation wherever it is shown; returns how to put it back. */
function show(id: string, patch: Act['patch']): () => void {
  const before: (() => void)[] = [];
  const keep = <Data>(key: readonly unknown[], data: Data, next: Data) => {
    queries.setQueryData(key, next);
    before.push(() => queries.setQueryData(key, data));
  };
  for (const [key, data] of queries.getQueriesData<Conversation>({ queryKey: api.conversations.get.key() }))
    if (data?.id === id) keep(key, data, { ...data, ...patch(data) });
  type Pages = InfiniteData<{ items: Row[]; next: string | null }>;
  for (const [key, data] of queries.getQueriesData<Pages>({ queryKey: api.conversations.list.key() })) {
    if (!data?.pages?.some((page) => page.items.some((row) => row.id === id))) continue;
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.map((row) => (row.id === id ? { ...row, ...patch(row) } : row)),
    }));
    keep(key, data, { ...data, pages });
  }
  return () => {
    for (const restore of before) restore();
  };
}

/** Asks again for one conversation, its messages, the lists and the counts. */
export function refresh(id: string): void {
  void queries.invalidateQueries({
    queryKey: api.conversations.get.key(),
    predicate: ({ state }) => (state.data as Conversation | undefined)?.id === id,
  });
  void queries.invalidateQueries({ queryKey: api.conversations.messages.key() });
  void queries.invalidateQueries({ queryKey: api.conversations.list.key() });
  void queries.invalidateQueries({ queryKey: api.conversations.counts.key() });
}
