import { ORPCError, ValidationError } from '@orpc/contract';
import type { Log } from '../log/log.ts';
import { errors, Refusal, refuse } from './errors.ts';

/** PostgreSQL's codes for "not now": shutting down, starting up, too many connections, broken connection. */
const away = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08003',
  '08006',
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
]);
const awaySentences =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;
/** PostgreSQL's codes for a value no column can hold: a time before 4713 BC, a number of too many digits. */
const beyond = new Set(['22008', '22003']);
const full = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** The code a library or PostgreSQL gave an error, if it gave one. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * Whatever was thrown, as one error of our list. What nobody foresaw is logged whole and shown as
 * INTERNAL, so that no inner detail reaches a stranger.
 */
export function asRefusal(error: unknown, log: Log): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ORPCError) return fromContract(error, log);
  if (full.has(codeOf(error))) {
    log.error({ err: error }, 'The disk is full');
    return refuse(
      'UNAVAILABLE',
      'The disk of this server is full. What is stored is safe; free some space, then try again.',
    );
  }
  if (away.has(codeOf(error)) || (error instanceof Error && awaySentences.test(error.message))) {
    log.warn({ err: error }, 'The database is away');
    return refuse('UNAVAILABLE');
  }
  if (beyond.has(codeOf(error)))
    return refuse('BAD_INPUT', 'A time or number in this request is out of all bounds. Nothing was changed.');
  log.error({ err: error }, 'Nobody foresaw this error');
  return refuse('INTERNAL');
}

function fromContract(error: ORPCError<string, unknown>, log: Log): Refusal {
  if (error.code === 'BAD_REQUEST') {
    const issues = error.cause instanceof ValidationError ? error.cause.issues : [];
    const wrong = issues.slice(0, 20).map((issue) => ({
      field: (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part)).join('.'),
      message: issue.message,
    }));
    const named = wrong.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ');
    return refuse(
      'BAD_INPUT',
      named ? `${errors.BAD_INPUT[1]} ${named}` : 'The request could not be read. Nothing was changed.',
      { wrong },
    );
  }
  if (error.code === 'PAYLOAD_TOO_LARGE') return refuse('TOO_LARGE');
  // A change asked for by GET is refused before it is looked at: a link must never change anything.
  if (error.code === 'NOT_FOUND' || error.code === 'METHOD_NOT_SUPPORTED') return refuse('NOT_FOUND');
  log.error({ err: error, cause: error.cause }, 'An answer did not have the shape it promised');
  return refuse('INTERNAL');
}

/** The refusal as the contract's own error, for the handlers that speak it. */
export const asContractError = (refusal: Refusal): ORPCError<string, unknown> =>
  new ORPCError(refusal.code, {
    defined: true,
    status: refusal.status,
    message: refusal.message,
    data: refusal.data,
  });

/** The same as a plain answer, in the form the path's readers expect: the desk's calls wrap their JSON. */
export function asAnswer(refusal: Refusal, path: string): Response {
  const { code, status, message, data } = refusal;
  const error = { defined: true, code, status, message, data };
  return Response.json(path.startsWith('/rpc/') ? { json: error } : error, { status });
}
