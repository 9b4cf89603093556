/**
 * Every error a caller may meet (law 9): code, status and a sentence a person understands. Verbs throw
 * `refuse('…')`; the server turns it into the same JSON everywhere:
 * `{defined: true, code, status, message, data}`.
 */
export const errors = {
  BAD_INPUT: [400, 'Something in this request is not as expected. Nothing was changed.'],
  BROKEN_FILTER: [422, 'This filter cannot be evaluated as it stands. Nothing is shown in its place.'],
  TOO_SLOW: [422, 'This asks for too much at once. Add a condition that narrows it, then try again.'],
  NOT_SIGNED_IN: [401, 'Please sign in first.'],
  WRONG_CREDENTIALS: [401, 'This e-mail address and password do not belong together.'],
  NOT_ALLOWED: [403, 'Your role does not allow this. Ask an owner or admin if you need it.'],
  FORGED_ORIGIN: [403, 'This request came from another site and was refused.'],
  NOT_FOUND: [404, 'This does not exist, or you may not see it.'],
  GONE: [410, 'This link has been used or has run out. Ask for a new one.'],
  CONFLICT: [409, 'This was changed in the meantime. Nothing was overwritten; look again and retry.'],
  NEWER_MESSAGE: [409, 'A newer message came in that you have not seen. Your reply was kept, not sent.'],
  ALREADY_EXISTS: [409, 'This exists already.'],
  KEY_REUSED: [422, 'This Idempotency-Key was used for a different request. Use a new one.'],
  STILL_RUNNING: [409, 'The same request is still being worked on. Ask again in a moment.'],
  TOO_LARGE: [413, 'This is larger than allowed. Nothing was saved.'],
  TOO_MANY: [429, 'Too many attempts. Wait a moment, then try again.'],
  CANNOT_CONNECT: [422, 'The other server did not answer as expected.'],
  UNAVAILABLE: [
    503,
    'Rapport cannot reach its database just now. Nothing was lost; it tries again by itself.',
  ],
  INTERNAL: [500, 'Something went wrong on our side. Nothing was lost; it has been written to the log.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type ErrorCode = keyof typeof errors;

/** An error a person may read. `data` holds what the screen needs to help, never a secret. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly data: unknown;

  constructor(code: ErrorCode, sentence?: string, data?: unknown) {
    super(sentence ?? errors[code][1]);
    this.name = 'Refusal';
    this.code = code;
    this.status = errors[code][0];
    this.data = data;
  }
}

/** Makes an error of the list above, with a more exact sentence where there is one. */
export const refuse = (code: ErrorCode, sentence?: string, data?: unknown): Refusal =>
  new Refusal(code, sentence, data);
