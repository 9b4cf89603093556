import type { Conversation, Row } from '../../../ui/slots.ts';
import { store } from '../../../ui/store.ts';
import type { Message } from '../thread/Messages.tsx';

/** What is asked in a window over the desk before it is done; the window comes with the first question. */
export type Asked =
  | { is: 'merge'; rows: readonly Row[] }
  | { is: 'link'; row: Row }
  | { is: 'split'; message: Message; conversation: Conversation }
  | { is: 'forward'; message: Message | null; row: Row }
  | { is: 'incidents'; conversation: Conversation };

const asked = store<Asked | null>(null);

/** Asks; null puts the question away. */
export const ask = (question: Asked | null): void => asked.set(() => question);
export const useAsked = (): Asked | null => asked.use();

/** The side conversation that is open beside each conversation: its id, or 'new' for one to be written. */
const beside = store<ReadonlyMap<string, string>>(new Map());

export function openBeside(conversationId: string, aside: string | null): void {
  beside.set((all) => {
    const next = new Map(all);
    if (aside) next.set(conversationId, aside);
    else next.delete(conversationId);
    return next;
  });
}
export const useBeside = (conversationId: string): string | null =>
  beside.use((all) => all.get(conversationId) ?? null);
