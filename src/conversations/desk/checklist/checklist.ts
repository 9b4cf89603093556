import { useQuery } from '@tanstack/react-query';
import { v7 } from 'uuid';
import { api, type client, queries } from '../../../ui/api.ts';
import { sentence } from '../../../ui/errors.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';

export type Item = Awaited<ReturnType<typeof client.conversations.checklist>>[number];

const keyOf = (id: string) => api.conversations.checklist.queryKey({ input: { id } });

/** What is to be done in a conversation; undefined until known. */
export const useChecklist = (id: string): readonly Item[] | undefined =>
  useQuery(api.conversations.checklist.queryOptions({ input: { id } })).data;

/** What is under way in each conversation: an item is ticked only after the server has heard that there is one. */
const underWay = new Map<string, Promise<unknown>>();

function inTurn<Answer>(id: string, send: () => Promise<Answer>): Promise<Answer> {
  const turn = (underWay.get(id) ?? Promise.resolve()).catch(() => {}).then(send);
  underWay.set(id, turn);
  return turn;
}

/** Shows a change at once, sends it after those before it, and puts back what the server refuses. */
async function perform(
  id: string,
  patch: (items: Item[]) => Item[],
  send: () => Promise<unknown>,
): Promise<boolean> {
  const before = queries.getQueryData<Item[]>(keyOf(id));
  queries.setQueryData<Item[]>(keyOf(id), (items) => patch(items ?? []));
  try {
    await inTurn(id, send);
    return true;
  } catch (error) {
    queries.setQueryData(keyOf(id), before);
    toast(sentence(error), { bad: true });
    return false;
  } finally {
    void queries.invalidateQueries({ queryKey: keyOf(id) });
    refresh(id);
  }
}

type Me = { id: string; name: string };
type Change = { done?: boolean; text?: string; assignee?: Me | null; dueAt?: Date | null; position?: number };

/** Ticks, assigns, dates, rewords or moves an item. */
export function changeItem({ id }: Conversation, item: Item, me: Me, change: Change): Promise<boolean> {
  const { assignee, done, ...same } = change;
  return perform(
    id,
    (items) =>
      items
        .map((one) =>
          one.id !== item.id
            ? one
            : {
                ...one,
                ...same,
                ...(assignee !== undefined && { assignee }),
                ...(done !== undefined && { done: done ? { at: new Date(), by: me } : null }),
              },
        )
        .toSorted((a, b) => a.position - b.position),
    () =>
      write(api.conversations.changeChecklist.mutationOptions(), {
        itemId: item.id,
        ...same,
        ...(done !== undefined && { done }),
        ...(assignee !== undefined && { assigneeId: assignee?.id ?? null }),
      }),
  );
}

/** Adds items, one a line, at the end. */
export async function addItems({ id }: Conversation, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const itemId = v7();
    const done = await perform(
      id,
      (items) => [
        ...items,
        {
          id: itemId,
          text,
          done: null,
          assignee: null,
          dueAt: null,
          position: (items.at(-1)?.position ?? 0) + 1,
        },
      ],
      () => write(api.conversations.addToChecklist.mutationOptions(), { id, itemId, text }),
    );
    if (!done) return;
  }
}

/** Takes an item away, with the way back. */
export async function removeItem(conversation: Conversation, item: Item): Promise<void> {
  const { id } = conversation;
  const done = await perform(
    id,
    (items) => items.filter((one) => one.id !== item.id),
    () => write(api.conversations.removeFromChecklist.mutationOptions(), { itemId: item.id }),
  );
  if (!done) return;
  const again = () => {
    const { text, assignee, dueAt } = item;
    void perform(
      id,
      (items) => items,
      () =>
        write(api.conversations.addToChecklist.mutationOptions(), {
          id,
          text,
          assigneeId: assignee?.id ?? null,
          dueAt,
        }),
    );
  };
  toast(t('conversations.checklist.removed'), { action: { label: t('conversations.undo'), onAct: again } });
}
