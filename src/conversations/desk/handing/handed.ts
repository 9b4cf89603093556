import { useQuery } from '@tanstack/react-query';
import { v7 } from 'uuid';
import { api, type client, queries } from '../../../ui/api.ts';
import { sentence } from '../../../ui/errors.ts';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';
import { type DraftBody, emptyDraft, putInto, readDraft } from '../composer/draft-body.ts';
import { draftOf, holdSaving, replaceDraft } from '../composer/drafts.ts';

export type Handed = Awaited<ReturnType<typeof client.conversations.handedDrafts>>[number];

const none: readonly Handed[] = [];

/** Drafts that wait here: for oneself, or for others by oneself. */
export const useHanded = (id: string): readonly Handed[] =>
  useQuery(api.conversations.handedDrafts.queryOptions({ input: { id } })).data ?? none;

const askAgain = () => void queries.invalidateQueries({ queryKey: api.conversations.handedDrafts.key() });

/** Hands what the composer holds to a colleague; the composer is empty then. */
export async function hand(id: string, to: { id: string; name: string }, assign: boolean): Promise<void> {
  const { body } = draftOf(id);
  const handedId = v7();
  // No save may follow, or the draft would come back beside the one that was handed over.
  holdSaving(id);
  replaceDraft(id, () => emptyDraft, { touched: false });
  holdSaving(id);
  try {
    await write(api.conversations.handDraft.mutationOptions(), {
      id,
      handedId,
      agentId: to.id,
      assign,
      body: body as unknown as Record<string, unknown>,
    });
  } catch (error) {
    replaceDraft(id, (now) => merged(now, body));
    return void toast(sentence(error), { bad: true });
  }
  replaceDraft(id, (now) => now);
  askAgain();
  refresh(id);
  const undo = () => void settle(id, handedId, 'withdrawn');
  toast(t('conversations.hand.did', { name: to.name }), {
    action: { label: t('conversations.undo'), onAct: undo },
  });
}

/** Takes, discards, or takes back a draft; what was written here meanwhile stays below it. */
export async function settle(
  id: string,
  handedId: string,
  to: 'taken' | 'discarded' | 'waiting' | 'withdrawn',
): Promise<void> {
  try {
    const { body } = await write(api.conversations.settleDraft.mutationOptions(), { handedId, to });
    const given = readDraft(body);
    if (given && (to === 'taken' || to === 'withdrawn')) replaceDraft(id, (now) => merged(now, given));
    if (to === 'discarded') {
      const undo = () => void settle(id, handedId, 'waiting');
      toast(t('conversations.hand.discarded'), { action: { label: t('conversations.undo'), onAct: undo } });
    }
  } catch (error) {
    toast(sentence(error), { bad: true });
  }
  askAgain();
}

/** The given draft before one's own, half by half: nothing of either is lost. */
export function merged(own: DraftBody, given: DraftBody): DraftBody {
  return {
    ...own,
    mode: given.mode,
    reply: {
      ...putInto(own.reply, given.reply.html, given.reply.files),
      to: own.reply.to ?? given.reply.to,
      cc: own.reply.cc ?? given.reply.cc,
      bcc: [...own.reply.bcc, ...given.reply.bcc],
    },
    note: putInto(own.note, given.note.html, given.note.files),
  };
}
