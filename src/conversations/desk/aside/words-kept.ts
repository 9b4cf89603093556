import { store } from '../../../ui/store.ts';

/** What was written aside and not sent, by conversation: kept while the desk is open, whatever is looked at. */
const kept = store<ReadonlyMap<string, string>>(new Map());

/** The words of one place and how to change them. */
export function useKeptWords(place: string): [string, (text: string) => void] {
  const text = kept.use((all) => all.get(place) ?? '');
  return [text, (next) => kept.set((all) => new Map(all).set(place, next))];
}
