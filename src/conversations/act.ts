import type { Tx } from '../platform/db/connect.ts';
import { transact } from '../platform/db/transact.ts';
import type { By } from '../platform/events/record.ts';
import type { HttpContext } from '../platform/http/context.ts';
import type { Caller } from '../staff/caller.ts';
import type { SignedIn } from '../staff/signed-in.ts';
import { type Action, enter } from './access.ts';

export type Context = HttpContext & SignedIn;
export type Verb<Input, Output> = (tx: Tx, by: By, input: Input, now: Date) => Promise<Output>;

export const byOf = ({ agentId }: Caller): By => ({ kind: 'agent', id: agentId });

/** Runs one act in its transaction, as whoever asks. */
export const act = <T>(
  { ground, caller }: Context,
  work: (tx: Tx, by: By, now: Date) => Promise<T>,
): Promise<T> => transact(ground.db, (tx) => work(tx, byOf(caller), ground.clock.now()));

/** Runs a verb upon a conversation: locked and checked first, by the id or number that was given. */
export const actOn = <Input extends { id: string }, Output>(
  context: Context,
  action: Action,
  verb: Verb<Input, Output>,
  input: Input,
): Promise<Output> =>
  act(context, async (tx, by, now) => {
    const id = await enter(tx, context.caller, action, input.id);
    return verb(tx, by, { ...input, id }, now);
  });
