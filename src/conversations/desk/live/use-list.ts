import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client, queries } from '../../../ui/api.ts';
import type { Row } from '../../../ui/slots.ts';
import { type ListInput, Lists } from './lists.ts';
import { useShownRows } from './underway.ts';

const context = { read: true } as const;

/** The lists of this desk. */
export const lists = new Lists(queries, {
  page: (input) => client.conversations.list(input, { context }),
  rows: (input) => client.conversations.rows(input, { context }),
});

/** So few rows that the list asks for more without being scrolled. */
const FEW = 12;

export type LiveList = {
  /** Undefined until known. */
  rows: readonly Row[] | undefined;
  error: Error | null;
  pending: boolean;
  retry: () => void;
  /** Asks for the page behind these rows, if there is one. */
  more: () => void;
};

/** A list in sight, kept right while it is: with what this agent did already in it. */
export function useList(input: ListInput, enabled: boolean): LiveList {
  const { data, error, isPending, refetch } = useQuery({ ...lists.queryOf(input), enabled });
  const rows = useShownRows(data?.rows);
  const next = data?.next ?? null;
  const more = () => {
    // What fails is asked for again when the end comes near once more.
    if (next !== null) void lists.more(input).catch(() => {});
  };
  const few = next !== null && (rows?.length ?? 0) < FEW;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each place it has come to
  useEffect(() => {
    if (few) more();
  }, [few, next]);
  return { rows, error, pending: isPending, retry: () => void refetch(), more };
}
