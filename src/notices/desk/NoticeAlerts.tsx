import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { api, client } from '../../ui/api.ts';
import { announce } from '../../ui/LiveLog.tsx';
import { t } from '../../ui/words.ts';
import { type Notice, refreshNotices, useNoticeCount } from './caches.ts';
import { lineOf } from './NoticeRow.tsx';
import { playTone } from './sound.ts';

/** Keys this long ago mean that somebody types, in ms. */
const TYPING = 3_000;
/** A sound that waited for a pause longer than this is no news any more. */
const STALE = 30_000;
/** Without a key or the mouse for this long nobody is at the desk. */
const AWAY = 5 * 60_000;

let lastKey = 0;
let lastTouch = Date.now();
addEventListener('keydown', () => {
  lastKey = lastTouch = Date.now();
});
const touched = () => {
  lastTouch = Date.now();
};
addEventListener('pointermove', touched, { passive: true });
addEventListener('pointerdown', touched, { passive: true });

const attended = () => document.visibilityState === 'visible' && Date.now() - lastTouch < AWAY;

/** At work behind every screen: notices on the desktop and by sound, what is looked at counts as read. */
export default function NoticeAlerts() {
  useHere();
  useReadWhatIsOpen();
  useAlerts();
  return null;
}

/** Says once a minute that somebody is at this desk, so that nothing is mailed to them. */
function useHere(): void {
  useEffect(() => {
    const say = () => void (attended() && client.notices.here().catch(() => {}));
    say();
    const timer = setInterval(say, 60_000);
    return () => clearInterval(timer);
  }, []);
}

const fresh = api.notices.list.queryOptions({ input: { unread: true, limit: 20 }, staleTime: 60_000 });

/** The number of the conversation that is open, by the address. */
const useOpenNumber = (): number =>
  useRouterState({
    select: ({ location }) =>
      Number(/^\/(?:inbox\/[^/]+|notices)\/(\d+)/.exec(location.pathname)?.[1] ?? Number.NaN),
  });

function useReadWhatIsOpen(): void {
  const { data } = useQuery(fresh);
  const open = useOpenNumber();
  useEffect(() => {
    const read = () => {
      const seen = data?.items.find((one) => one.conversation.number === open);
      if (!seen || !attended()) return;
      void client.notices
        .mark({ conversationId: seen.conversation.id, until: new Date() })
        .then(refreshNotices)
        .catch(() => {});
    };
    read();
    // Left open in the background it is not read; it is when somebody comes back.
    document.addEventListener('visibilitychange', read);
    addEventListener('focus', read);
    return () => {
      document.removeEventListener('visibilitychange', read);
      removeEventListener('focus', read);
    };
  }, [data, open]);
}

function useAlerts(): void {
  const { data } = useQuery(fresh);
  const count = useNoticeCount();
  const settings = useQuery(api.notices.settings.queryOptions({ staleTime: 300_000 })).data;
  const navigate = useNavigate();
  const open = useOpenNumber();
  const seen = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!data || !count) return;
    const keyOf = (one: Notice) => `${one.id} ${one.times}`;
    const before = seen.current;
    seen.current = new Set(data.items.map(keyOf));
    // What waited when the desk was opened is no news.
    if (!before) return;
    const looked = (one: Notice) => attended() && document.hasFocus() && one.conversation.number === open;
    const news = data.items.filter((one) => !before.has(keyOf(one)) && !looked(one));
    if (news.length === 0) return;
    announce(news.length === 1 ? lineOf(news[0] as Notice) : t('notices.new', { count: news.length }));
    if (count.quiet) return;
    for (const one of news.filter((notice) => notice.ways.desktop).slice(0, 3)) {
      show(
        one,
        () => void navigate({ to: '/notices/$number', params: { number: String(one.conversation.number) } }),
      );
    }
    if (news.some((one) => one.ways.sound))
      void once(keyOf(news[0] as Notice), () => sound(settings?.soundWhileTyping ?? false));
  }, [data, count, settings, open, navigate]);
}

/** Shows one on the desktop if this device may; several windows show it once, for it has one name. */
function show(one: Notice, onOpen: () => void): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
  try {
    const shown = new Notification(lineOf(one), {
      body: `#${one.conversation.number} ${one.conversation.subject || one.conversation.customer}`,
      tag: one.id,
      icon: '/favicon.ico',
      silent: true,
    });
    shown.onclick = () => {
      window.focus();
      shown.close();
      onOpen();
    };
  } catch {
    // Some phones allow it only to service workers; the list has it anyway.
  }
}

/** One window of this browser does it, the others find it done. */
async function once(name: string, act: () => void): Promise<void> {
  const key = 'notices:sounded';
  const go = () => {
    if (localStorage.getItem(key) === name) return;
    localStorage.setItem(key, name);
    act();
  };
  if (navigator.locks) await navigator.locks.request(key, go);
  else go();
}

function sound(whileTyping: boolean, since = Date.now()): void {
  if (Date.now() - since > STALE) return;
  if (!whileTyping && Date.now() - lastKey < TYPING) return void setTimeout(sound, 1_000, whileTyping, since);
  void playTone();
}
