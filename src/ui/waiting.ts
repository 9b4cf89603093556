import { client } from './api.ts';
import { code, notReached, sentence } from './errors.ts';
import { forget, keep, recallAll } from './kept/place.ts';
import { store } from './store.ts';
import { toast } from './toast.ts';
import { t } from './words.ts';
import { keyOf } from './write-key.ts';

/** A write that could not reach the server and goes there once it can, under the key it had from the first. */
export type Waiting = {
  key: string;
  agent: string;
  path: readonly string[];
  input: { id?: string } & Record<string, unknown>;
  at: number;
};

/** As long as the server surely remembers the key, in milliseconds (it does for a day). */
const LASTS = 20 * 60 * 60_000;
/** While something waits and nobody says that the connection is back, in milliseconds. */
const AGAIN = 10_000;
/** Refusals that mean "not now". */
const later = new Set(['UNAVAILABLE', 'INTERNAL', 'STILL_RUNNING', 'TOO_MANY', 'NOT_SIGNED_IN']);

const line = store<readonly Waiting[]>([]);
type Settle = { done: (answer: unknown) => void; failed: (error: unknown) => void };
const settles = new Map<string, Settle>();
let agent = '';
let onRefused: (refused: Waiting, error: unknown) => void = () => {};
let sending: Promise<void> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** How many writes wait for the connection. */
export const useWaiting = (): number => line.use((all) => all.length);

/** Whether something waits: what comes after it waits too, so that acts arrive in their order. */
export const isWaiting = (): boolean => line.get().length > 0;

/** What to do about a write refused after a reload, when nobody listens for its answer any more. */
export function whenRefused(act: typeof onRefused): void {
  onRefused = act;
}

/** Lets a write wait; the promise is kept once the server has answered, if this page lives so long. */
export function wait(path: readonly string[], input: Waiting['input']): Promise<unknown> {
  const one: Waiting = { key: keyOf(input), agent, path, input, at: Date.now() };
  void keep(nameOf(one), one);
  line.set((all) => [...all, one]);
  plan();
  return new Promise((done, failed) => settles.set(one.key, { done, failed }));
}

/** Takes up what this person left waiting before a reload, and sends it. */
export async function takeUp(who: string): Promise<void> {
  agent = who;
  const left = (await recallAll(`waiting:${who}:`)) as Waiting[];
  line.set((all) => [...left.filter((one) => !all.some(({ key }) => key === one.key)), ...all]);
  await sendWaiting();
}

/** Sends what waits, one after the other, until one cannot reach the server. */
export function sendWaiting(): Promise<void> {
  sending ??= sendAll().finally(() => {
    sending = undefined;
    plan();
  });
  return sending;
}

async function sendAll(): Promise<void> {
  for (let one = line.get()[0]; one; one = line.get()[0]) {
    const settle = settles.get(one.key);
    try {
      if (Date.now() - one.at > LASTS) throw new Error(t('ui.error.tooOld'));
      const answer = await send(one);
      drop(one);
      settle?.done(answer);
    } catch (error) {
      // Not reached, or not now: it stays first in the line.
      if (notReached(error) || later.has(code(error) ?? '')) return;
      drop(one);
      // Whoever did it has gone on meanwhile; the conversation itself says it too.
      toast(t('ui.waitedRefused', { why: sentence(error) }), { bad: true, stay: 0 });
      if (settle) settle.failed(error);
      else onRefused(one, error);
    }
  }
}

type Anything = { [name: string]: Anything } & ((input: unknown, options: object) => Promise<unknown>);

const send = ({ path, input, key }: Waiting): Promise<unknown> =>
  path.reduce((at, name) => at[name] as Anything, client as unknown as Anything)(input, {
    context: { idempotencyKey: key },
  });

/** Names sort by time, so that what is taken up goes in its order. */
const nameOf = ({ agent: whose, at, key }: Waiting) =>
  `waiting:${whose}:${String(at).padStart(15, '0')}:${key}`;

function drop(one: Waiting): void {
  settles.delete(one.key);
  line.set((all) => all.filter(({ key }) => key !== one.key));
  void forget(nameOf(one));
}

function plan(): void {
  clearTimeout(timer);
  if (isWaiting()) timer = setTimeout(() => void sendWaiting(), AGAIN);
}
