import { useMutation } from '@tanstack/react-query';
import { api, queries } from '../../ui/api.ts';

type Options<Output> = {
  onDone?: (output: Output) => void;
  /** The screen shows what went wrong itself. */
  inline?: boolean;
};

/** A change to mailboxes or the outbox; afterwards both, and the inboxes behind them, are asked for again. */
export function useChannelWrite<Input, Output>(
  write: (input: Input) => Promise<Output>,
  { onDone, inline }: Options<Output> = {},
) {
  return useMutation({
    mutationFn: (input: Input) => write(input),
    meta: { inline },
    onSuccess: async (output) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: api.channels.key() }),
        queries.invalidateQueries({ queryKey: api.outbox.key() }),
        queries.invalidateQueries({ queryKey: api.staff.inboxes.key() }),
        queries.invalidateQueries({ queryKey: api.staff.brands.key() }),
      ]);
      onDone?.(output);
    },
  });
}
