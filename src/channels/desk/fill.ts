import { api } from '../../ui/api.ts';
import type { Touch } from '../../ui/live-caches.ts';
import type { Fill } from '../../ui/slots.ts';

/** Mails may come by the hundred; the mailboxes are asked for again at most this often, in milliseconds. */
const PAUSE = 2_000;
const asked = { channels: false, outbox: false };

function soon(what: keyof typeof asked, ask: () => void): void {
  if (asked[what]) return;
  asked[what] = true;
  setTimeout(() => {
    asked[what] = false;
    ask();
  }, PAUSE);
}

/** A mailbox has news when its state changed or a mail went through it; the outbox, when one is on its way. */
const touch: Touch = (items, caches) => {
  const has = (...starts: string[]) =>
    items.some(({ kind }) => starts.some((start) => kind.startsWith(start)));
  if (has('channel.')) void caches.invalidateQueries({ queryKey: api.channels.key() });
  else if (has('message.received', 'message.delivery'))
    soon('channels', () => void caches.invalidateQueries({ queryKey: api.channels.key() }));
  if (has('message.', 'channel.'))
    soon('outbox', () => void caches.invalidateQueries({ queryKey: api.outbox.key() }));
};

/** What channels put on the desk: the mailboxes, and what has not left or arrived. */
export const channelsFill: Fill = {
  touch,
};
