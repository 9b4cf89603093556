import { os as plain } from '@orpc/server';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import type { SignedIn } from './signed-in.ts';

/** Answers that hold a secret or a cookie are for this one reader; nobody on the way may keep them. */
export const keepNowhere = plain.$context<HttpContext>().middleware(({ context, next }) => {
  context.answerHeaders.set('cache-control', 'no-store');
  return next();
});

/** A key acts for somebody but is not them: it changes no password and ends no session. */
export const inPerson = plain.$context<HttpContext & SignedIn>().middleware(({ context, next }) => {
  if (!context.sessionId) throw refuse('NOT_ALLOWED', 'An API key may not do that. Please sign in.');
  return next();
});
