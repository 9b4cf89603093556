import type { client } from '../../ui/api.ts';

export type Listed = Awaited<ReturnType<typeof client.canned.list>>[number];

/*
 * Finding a canned reply by a few letters: its shortcut, its name, its folder, its words. Pure; the list is short
 * enough to be looked through at every key.
 */

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** The replies that fit, best first; without words those used most. */
export function findReplies(replies: readonly Listed[], words: string): Listed[] {
  const asked = plain(words.trim().replace(/^\//, '')).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return [...replies];
  return replies
    .map((reply) => ({ reply, score: scoreOf(reply, asked) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || b.reply.mine - a.reply.mine || b.reply.uses - a.reply.uses)
    .map(({ reply }) => reply);
}

/** Every word must be found somewhere; where it is found says how well. */
function scoreOf({ shortcut, name, folder, texts }: Listed, asked: readonly string[]): number {
  const places = [
    plain(shortcut),
    plain(name),
    plain(folder),
    plain(texts.map(({ begins }) => begins).join(' ')),
  ];
  let sum = 0;
  for (const word of asked) {
    const best = Math.max(
      fits(places[0] ?? '', word, 100),
      fits(places[1] ?? '', word, 60),
      fits(places[2] ?? '', word, 20),
      // In a long text letters strewn about fit everything.
      (places[3] ?? '').includes(word) ? 10 : 0,
    );
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

/** How well a word fits: the whole, the beginning, the beginning of a word, within, or its letters in order. */
function fits(text: string, word: string, weight: number): number {
  if (!text) return 0;
  if (text === word) return weight;
  if (text.startsWith(word)) return weight * 0.9;
  if (text.split(/[\s_-]+/).some((part) => part.startsWith(word))) return weight * 0.8;
  if (text.includes(word)) return weight * 0.6;
  return word.length > 2 && inOrder(text, word) ? weight * 0.2 : 0;
}

function inOrder(text: string, word: string): boolean {
  let at = -1;
  for (const letter of word) {
    const next = text.indexOf(letter, at + 1);
    // Two letters far from each other are not one word misspelt.
    if (next === -1 || (at >= 0 && next - at > 4)) return false;
    at = next;
  }
  return true;
}
