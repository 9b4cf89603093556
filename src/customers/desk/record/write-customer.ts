import { useMutation, useQuery } from '@tanstack/react-query';
import { api, type client, queries } from '../../../ui/api.ts';

export type Customer = Awaited<ReturnType<typeof client.customers.get>>;
export type Facts = Omit<Parameters<typeof client.customers.change>[0], 'id' | 'version'>;

const keyOf = (id: string) => api.customers.get.queryKey({ input: { id } });

/** Puts what the server answered wherever this customer is shown. */
function keep(customer: Customer): void {
  queries.setQueryData(keyOf(customer.id), customer);
  void queries.invalidateQueries({ queryKey: api.conversations.list.key() });
  void queries.invalidateQueries({ queryKey: api.conversations.get.key() });
}

/** Asks for the newest state of a customer, past every cache. */
export const freshCustomer = (id: string): Promise<Customer> =>
  queries.fetchQuery({ ...api.customers.get.queryOptions({ input: { id } }), staleTime: 0 });

/** One customer as they are known; live by the room's touch. */
export const useCustomer = (id: string) => useQuery(api.customers.get.queryOptions({ input: { id } }));

/**
 * Every change of a customer's record. A single fact is shown at once and put back if it is refused; only the
 * field that was changed is sent, so two people at two fields never meet.
 */
export function useCustomerWrites(id: string) {
  const change = useMutation(
    api.customers.change.mutationOptions({
      onMutate: ({ id: _id, version: _version, companyId: _company, fields, ...facts }) => {
        const before = queries.getQueryData<Customer>(keyOf(id));
        if (before)
          queries.setQueryData(keyOf(id), {
            ...before,
            ...facts,
            fields: { ...before.fields, ...fields },
          });
        return { before };
      },
      onError: (_error, _input, context) => {
        const { before } = (context ?? {}) as { before?: Customer };
        if (before) queries.setQueryData(keyOf(id), before);
      },
      onSuccess: keep,
    }),
  );
  const inline = { onSuccess: keep, meta: { inline: true } };
  return {
    change: (facts: Facts) => change.mutate({ id, ...facts }),
    note: useMutation(api.customers.change.mutationOptions(inline)),
    block: useMutation(api.customers.block.mutationOptions({ onSuccess: keep })),
    addIdentity: useMutation(api.customers.addIdentity.mutationOptions(inline)),
    removeIdentity: useMutation(api.customers.removeIdentity.mutationOptions({ onSuccess: keep })),
  };
}
