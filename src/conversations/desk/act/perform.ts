import { api, queries } from '../../../ui/api.ts';
import { sentence } from '../../../ui/errors.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { store } from '../../../ui/store.ts';
import { toast } from '../../../ui/toast.ts';
import { wait, whenRefused } from '../../../ui/waiting.ts';
import { t } from '../../../ui/words.ts';
import { type Patch, show } from '../live/underway.ts';
import { lists } from '../live/use-list.ts';

/** One change of one conversation, as the desk does it: shown at once, sent, said, and able to be taken back. */
export type Act = {
  /** What it makes of the conversation, shown before the server has answered. */
  patch: Patch;
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

// An act from before a reload was refused: its conversation says so, and words go back to their composer.
whenRefused(({ path, input }, error) => {
  const { id, html } = input as { id: string; html?: string };
  const fail = (why: unknown) => setRejection(id, { text: sentence(why), retry });
  const retry = () => {
    setRejection(id, undefined);
    if (html === undefined)
      wait(path, { ...input })
        .catch(fail)
        .finally(() => refresh(id));
  };
  fail(error);
  refresh(id);
  if (html === undefined) return;
  const mode = path[1] === 'note' ? 'note' : 'reply';
  void import('../composer/way-back.ts').then(({ giveBack }) => giveBack(id, mode, { html, files: [] }));
});

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
  const takeOff = show(id, act.patch);
  try {
    const answer = await act.send();
    // What it has become is shown from the answer, never for a moment as it was before.
    void refresh(id, answer).finally(takeOff);
    return true;
  } catch (error) {
    takeOff();
    void refresh(id);
    setRejection(id, { text: sentence(error), retry: () => void perform([one]) });
    return false;
  }
}

/**
 * Asks again for one conversation, its messages, its rows and the counts; done once conversation and rows are here.
 * @param answer what the server said to the change, if that names the version it made
 */
export async function refresh(id: string, answer?: unknown): Promise<void> {
  const { version } = (answer ?? {}) as { version?: number };
  lists.hear([{ id, version }]);
  void queries.invalidateQueries({ queryKey: api.conversations.messages.key() });
  void queries.invalidateQueries({ queryKey: api.conversations.counts.key() });
  await Promise.all([
    lists.settle(),
    queries.invalidateQueries({
      queryKey: api.conversations.get.key(),
      predicate: ({ state }) => (state.data as Conversation | undefined)?.id === id,
    }),
  ]);
}
