import type { Log } from '../../platform/log/log.ts';

/** An answer at the door, by reply code (RFC 5321, section 4.2) with the enhanced code first in the text (RFC 3463). */
export class Refused extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, text: string) {
    super(text);
    this.responseCode = responseCode;
  }
}

/**
 * What the other side is told. Everything that is not its fault is 451: it keeps the mail and comes back,
 * which is what must happen while our database or disk is away.
 */
export function refusal(log: Log, error: unknown): Error {
  if (error instanceof Refused) return error;
  log.error(
    { reason: error instanceof Error ? error.message : String(error) },
    'a mail could not be stored at the door',
  );
  return new Refused(451, '4.3.0 Cannot store mail just now, please try again later');
}
