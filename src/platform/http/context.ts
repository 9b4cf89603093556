import type { Ground } from '../ground.ts';

/** What every route is given: the ground, and what is known of the request before anyone is asked who they are. */
export type HttpContext = {
  ground: Ground;
  headers: Headers;
  /** The caller's address, through configured proxies only. */
  ip: string;
  method: string;
  /**
   * An id that is the same whenever the same caller repeats this request under the same Idempotency-Key,
   * and new otherwise. What a request makes takes its id from here, so that a repeat makes nothing twice
   * even if the process died before it could answer.
   */
  requestId: string;
  /** Response headers a route may add to (cookies). */
  answerHeaders: Headers;
};
