import type { Compilable, CompiledQuery, QueryResult, RawBuilder } from 'kysely';
import type { Tx } from './connect.ts';

/*
 * Waiting for an answer costs more than most statements. So what does not depend on another answer is asked
 * together, and what nobody waits for is sent with the next that somebody does. Over the prepared database
 * (prepared.ts) that is one round trip; over any other the statements run one after another, with the
 * same result.
 */

type Query = Compilable<unknown> | RawBuilder<unknown>;
type RowsOf<Q> = Q extends RawBuilder<infer Row> | Compilable<infer Row> ? Row[] : never[];
type AllRows<Q extends readonly unknown[]> = { [N in keyof Q]: RowsOf<Q[N]> };

/** Something to be known: the statements that tell it, and what their rows mean. */
export type Question<Answer> = { queries: readonly (Query | undefined)[]; read(rows: never): Answer };
type AnswerTo<Q> = Q extends Question<infer Answer> ? Answer : never;

const putOff = new WeakSet<CompiledQuery>();
const answers = new WeakMap<CompiledQuery, QueryResult<unknown>>();

/** Whether a statement need not be sent before the next one. */
export const mayWait = (query: CompiledQuery): boolean => putOff.has(query);
/** Leaves the answer to a statement that waited where `ask` finds it. */
export const answered = (query: CompiledQuery, result: QueryResult<unknown>) => answers.set(query, result);

/** A question made of statements (undefined: one that need not be asked) and of what their rows mean. */
export function question<const Q extends readonly (Query | undefined)[], Answer>(
  queries: Q,
  read: (rows: AllRows<Q>) => Answer,
): Question<Answer> {
  return { queries, read };
}

/** Asks questions that do not depend on each other; each statement sees what those before it did. */
export async function ask<const Q extends readonly Question<unknown>[]>(
  tx: Tx,
  ...questions: Q
): Promise<{ [N in keyof Q]: AnswerTo<Q[N]> }> {
  const compiled = questions.map(({ queries }) => queries.map((query) => query && compile(tx, query)));
  const all = compiled.flat().filter((query) => query !== undefined);
  for (const query of all.slice(0, -1)) putOff.add(query);
  const results = new Map<CompiledQuery, QueryResult<unknown>>();
  for (const query of all) results.set(query, await tx.executeQuery(query));
  const rowsOf = (query: CompiledQuery | undefined) =>
    query ? (answers.get(query) ?? results.get(query))?.rows : [];
  return questions.map(({ read }, n) => read(compiled[n]?.map(rowsOf) as never)) as {
    [N in keyof Q]: AnswerTo<Q[N]>;
  };
}

/**
 * Runs a statement whose answer nobody needs. On a prepared transaction it is only noted, and sent with
 * the next one that is waited for: should it fail, that one rejects, or the commit, and nothing is kept.
 */
export async function later(tx: Tx, statement: Query): Promise<void> {
  const query = compile(tx, statement);
  putOff.add(query);
  await tx.executeQuery(query);
}

const compile = (tx: Tx, query: Query): CompiledQuery =>
  'isRawBuilder' in query ? query.compile(tx) : query.compile();
