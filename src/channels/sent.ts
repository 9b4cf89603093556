/**
 * What came of handing a message over, as every adapter says it. `retry`:
 * - never: refused for good; a person must change something.
 * - later: surely not sent; try again, not before `after` ms if given.
 * - reauth: the account's credentials no longer work; nothing of this mailbox leaves until they do.
 * - unknown: it was handed over whole and no answer came, so it may have been sent. Never tried again by
 *   itself (law 3).
 */
export type SendError = {
  code: string;
  retry: 'never' | 'later' | 'reauth' | 'unknown';
  after?: number;
  /** A sentence a person understands. */
  text: string;
  /** True if the mailbox itself does not answer, so that its other messages need not try either. */
  whole?: boolean;
};

/** One recipient the other side did not take, while it took others. */
export type NotTaken = { address: string; error: SendError };

export type Sent =
  | {
      ok: true;
      /** The message's name at the provider: ours, or the one it was given instead. */
      key: string;
      /** Who it went to. */
      taken: string[];
      notTaken: NotTaken[];
      /** The provider's own words, for its support desk. */
      answer: string;
    }
  | { ok: false; error: SendError };
