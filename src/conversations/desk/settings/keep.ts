import { useMutation } from '@tanstack/react-query';
import { api, queries } from '../../../ui/api.ts';

/** A change to what a workspace keeps; afterwards everything conversations say is asked for again. */
export function useKeep<Input, Output>(
  write: (input: Input) => Promise<Output>,
  onDone: (output: Output) => void,
) {
  return useMutation({
    mutationFn: (input: Input) => write(input),
    meta: { inline: true },
    onSuccess: async (output) => {
      await queries.invalidateQueries({ queryKey: api.conversations.key() });
      onDone(output);
    },
  });
}
