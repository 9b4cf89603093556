import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import {
  createTanstackQueryUtils,
  TANSTACK_QUERY_OPERATION_CONTEXT_SYMBOL as OPERATION,
  type TanstackQueryOperationContext,
} from '@orpc/tanstack-query';
import { MutationCache, QueryClient } from '@tanstack/react-query';
import type { Contract } from '../contract.ts';
import { code, sentence } from './errors.ts';
import { toast } from './toast.ts';
import { keyOf } from './write-key.ts';

/** `read` marks a call outside TanStack Query that changes nothing. */
type Context = TanstackQueryOperationContext & { idempotencyKey?: string; read?: true };

const link = new RPCLink<Context>({
  url: () => `${location.origin}/rpc`,
  // A read has no key. Everything else has one, and the same input is the same write: trying again after a
  // lost answer cannot do it twice.
  headers: ({ context }, _path, input) =>
    context.read || (context[OPERATION] && context[OPERATION].type !== 'mutation')
      ? {}
      : { 'Idempotency-Key': context.idempotencyKey ?? keyOf(input) },
});

/** Calls the server: `client.conversations.reply({...})`. Throws what `sentence` can say. */
export const client: ContractRouterClient<Contract, Context> = createORPCClient(link);

/** The same as TanStack Query options: `useQuery(api.conversations.get.queryOptions({input: {id}}))`. */
export const api = createTanstackQueryUtils(client);

let whenSignedOut = () => {};

/** What to do once the server says that nobody is signed in any more. */
export function onSignedOut(act: () => void): void {
  whenSignedOut = act;
}

/** The one cache of server answers. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      // What the server refused stays refused; only a lost connection or a stumble is worth another try.
      retry: (count, error) => count < 2 && (!code(error) || code(error) === 'INTERNAL'),
      refetchOnWindowFocus: false,
    },
  },
  mutationCache: new MutationCache({
    onError(error, _input, _context, mutation) {
      if (code(error) === 'NOT_SIGNED_IN') return whenSignedOut();
      // A screen that shows its own error inline says so with `meta: {inline: true}`.
      if (!mutation.meta?.inline) toast(sentence(error), { bad: true });
    },
  }),
});

queries.getQueryCache().subscribe(({ type, query }) => {
  if (type === 'updated' && query.state.status === 'error' && code(query.state.error) === 'NOT_SIGNED_IN')
    whenSignedOut();
});
