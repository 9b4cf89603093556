import { useState } from 'react';
import { t } from '../../../ui/words.ts';
import { Linked } from './Linked.tsx';

/** More characters than this are shown when asked for: a pasted log must not slow the thread down. */
const LONG = 6_000;

type Props = {
  text: string;
  replyText: string;
  quoted: boolean;
  /** Whom a note names. */
  mentions?: readonly { id: string; name: string }[];
};

/** The author's own words; quotation and signature folded behind "…", very long text behind "Show all". */
export function Words({ text, replyText, quoted, mentions }: Props) {
  const [unfolded, setUnfolded] = useState(false);
  const [whole, setWhole] = useState(false);
  const own = (replyText || text).trim();
  const rest = restOf(text, own);
  const shown = whole || own.length <= LONG ? own : own.slice(0, LONG);
  return (
    <>
      <Linked text={shown} names={mentions} />
      {shown !== own && (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className="mt-1 block font-medium text-12 text-accent-ink"
        >
          {t('conversations.showAll')}
        </button>
      )}
      {quoted && (
        <button
          type="button"
          aria-expanded={unfolded}
          aria-label={t(unfolded ? 'conversations.hideQuoted' : 'conversations.showQuoted')}
          data-tip={t(unfolded ? 'conversations.hideQuoted' : 'conversations.showQuoted')}
          onClick={() => setUnfolded(!unfolded)}
          className="mt-1 grid h-6 w-8 place-items-center rounded-control bg-ink/6 text-ink2 leading-none hover:bg-ink/10"
        >
          <span aria-hidden="true" className="-mt-1.5">
            …
          </span>
        </button>
      )}
      {quoted && unfolded && (
        <div className="mt-2 max-h-120 overflow-y-auto border-line-strong/40 border-s-2 ps-3 text-13 text-ink2">
          <Linked text={rest} />
        </div>
      )}
    </>
  );
}

/** What `text` says beyond the author's own words; all of it where they do not stand at its beginning. */
function restOf(text: string, own: string): string {
  const whole = text.trim();
  return whole.startsWith(own) ? whole.slice(own.length).trim() : whole;
}
