import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Names under which a secret may stand in a logged object, at any of the first three levels. */
const secretNames = ['password', 'pass', 'secret', 'token', 'authorization', 'cookie', 'key', 'apiKey'];
const paths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * A structured log on standard output, one JSON object a line, with everything that may be a secret
 * replaced (SAFETY, "No one in" 9).
 */
export function createLog(level = 'info'): Log {
  return pino({ level, base: null, redact: { paths, censor: '[hidden]' } });
}
