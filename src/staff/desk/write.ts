import { useMutation } from '@tanstack/react-query';
import { api, queries } from '../../ui/api.ts';

type Options<Input, Output> = {
  onDone?: (output: Output, input: Input) => void;
  /** The screen shows what went wrong itself. */
  inline?: boolean;
};

/** A change to staff; afterwards everything staff says is asked for again, for one change shows in many places. */
export function useStaffWrite<Input, Output>(
  write: (input: Input) => Promise<Output>,
  { onDone, inline }: Options<Input, Output> = {},
) {
  return useMutation({
    mutationFn: (input: Input) => write(input),
    meta: { inline },
    onSuccess: async (output, input) => {
      await queries.invalidateQueries({ queryKey: api.staff.key() });
      onDone?.(output, input);
    },
  });
}

/** The name and colour of the workspace and one's own name stand in the session too. */
export const forgetOldSession = () => queries.invalidateQueries({ queryKey: ['session'] });
