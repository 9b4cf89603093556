import type { client } from '../../ui/api.ts';
import { t, type WordId } from '../../ui/words.ts';

export type Channel = Awaited<ReturnType<typeof client.channels.list>>['items'][number];

type Tone = 'plain' | 'good' | 'warn' | 'bad';

const states: Record<Channel['state'], { tone: Tone; word: WordId }> = {
  ok: { tone: 'good', word: 'channels.state.ok' },
  connecting: { tone: 'plain', word: 'channels.state.connecting' },
  degraded: { tone: 'warn', word: 'channels.state.degraded' },
  reauth: { tone: 'bad', word: 'channels.state.reauth' },
  down: { tone: 'bad', word: 'channels.state.down' },
  off: { tone: 'plain', word: 'channels.state.off' },
};

/** How a mailbox is, as a word and the tone it is said in. */
export const stateOf = (channel: Channel): { tone: Tone; label: string } => {
  const { tone, word } = states[channel.state];
  return { tone, label: t(word) };
};

/** Seconds behind from which it is worth saying; below, a mailbox is simply up to date. */
export const noticeableLag = 120;
