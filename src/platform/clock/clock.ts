/** Where time comes from. Business code asks this and passes the answer on as a value (law 13). */
export type Clock = { now(): Date };

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  private at: Date;

  constructor(start: string | Date) {
    this.at = new Date(start);
  }

  now(): Date {
    return new Date(this.at);
  }

  /** Moves time on. `ms` is in milliseconds. */
  advance(ms: number): Date {
    this.at = new Date(this.at.getTime() + ms);
    return this.now();
  }
}

/** Spans of time in milliseconds, so that a reader never counts zeros. */
export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** `date` moved by `ms` milliseconds, which may be negative. */
export const after = (date: Date, ms: number): Date => new Date(date.getTime() + ms);
