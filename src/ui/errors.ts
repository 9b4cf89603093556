import { heard } from './said.ts';
import { t, tIfKnown, type WordId } from './words.ts';

/** The server's errors a person meets often, and what to say; others bring the server's own sentence. */
const known: Record<string, WordId> = {
  NOT_FOUND: 'ui.error.notFound',
  NOT_SIGNED_IN: 'ui.error.signedOut',
  TOO_MANY: 'ui.error.tooMany',
  INTERNAL: 'ui.error.unknown',
};

type ServerError = { code: string; message: string; status: number; data: unknown };

const fromServer = (error: unknown): error is ServerError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'status' in error;

/** The server's code for an error (`NOT_FOUND`), or undefined if it never reached the server. */
export function code(error: unknown): string | undefined {
  return fromServer(error) ? error.code : undefined;
}

/** A proxy's codes for "nobody behind me answers". */
const away = new Set(['BAD_GATEWAY', 'SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT']);

/** Whether a call did not come as far as the server: no network, or a proxy stands there alone. */
export function notReached(error: unknown): boolean {
  return error instanceof TypeError || away.has(code(error) ?? '');
}

/** What went wrong, as a sentence for the person before the screen: what happened, nothing lost, what to do. */
export function sentence(error: unknown): string {
  if (notReached(error)) return t('ui.error.offline');
  if (!fromServer(error)) return t('ui.error.unknown');
  const id = known[error.code];
  return tIfKnown(`error.${error.code}`) ?? (id ? t(id) : heard(error.message));
}

/**
 * What was wrong with each field of a form, by the field's path (`workspace.name`), where the server said so.
 * Empty for every other error; `sentence` then says what there is to say.
 */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!fromServer(error) || error.code !== 'BAD_INPUT') return {};
  const { wrong } = (error.data ?? {}) as { wrong?: { field: string; message: string }[] };
  return Object.fromEntries((wrong ?? []).map(({ field, message }) => [field, message]));
}

/** What a refusal brought along for the screen to help with; undefined for any other error. */
export const dataOf = (error: unknown): unknown => (fromServer(error) ? error.data : undefined);
