import type { MutationOptions } from '@tanstack/react-query';
import { queries } from '../../../ui/api.ts';
import { notReached } from '../../../ui/errors.ts';
import { isWaiting, type Waiting, wait } from '../../../ui/waiting.ts';

/** Writes that may wait for the connection: what an agent does to a conversation, and what they write in it. */
const patient = new Set([
  ...['assign', 'solve', 'reopen', 'status', 'change', 'snooze', 'tag', 'spam', 'bin', 'restore'],
  ...['reply', 'note'],
]);

/**
 * Sends one write. Unlike a hook's mutation it goes on when the screen that began it is left. Without connection
 * an act waits on this device, in its order, and goes once the server is reached; anything else fails at once.
 */
export async function write<Input, Output>(
  options: MutationOptions<Output, Error, Input>,
  input: Input,
): Promise<Output> {
  const [path] = (options.mutationKey ?? []) as unknown as [readonly string[]];
  const mayWait = path?.[0] === 'conversations' && path.length === 2 && patient.has(path[1] as string);
  const inLine = () => wait(path, input as Waiting['input']) as Promise<Output>;
  if (mayWait && isWaiting()) return inLine();
  try {
    return await queries
      .getMutationCache()
      .build(queries, { ...options, networkMode: 'always', meta: { inline: true } })
      .execute(input);
  } catch (error) {
    if (mayWait && notReached(error)) return inLine();
    throw error;
  }
}
