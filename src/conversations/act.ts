import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { act, type Context } from '../staff/act.ts';
import { type Action, enter } from './access.ts';

export { act, byOf, type Context } from '../staff/act.ts';

export type Verb<Input, Output> = (tx: Tx, by: By, input: Input, now: Date) => Promise<Output>;

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
