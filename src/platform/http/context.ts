import type { Ground } from '../ground.ts';

/** What every route is given: the ground, and what is known of the request before anyone is asked who they are. */
export type HttpContext = {
  ground: Ground;
  headers: Headers;
  /** The caller's address, through configured proxies only. */
  ip: string;
  method: string;
  /** Response headers a route may add to (cookies). */
  answerHeaders: Headers;
};
