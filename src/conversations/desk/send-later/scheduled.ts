import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, type client, queries } from '../../../ui/api.ts';
import { sentence } from '../../../ui/errors.ts';
import { shortTime } from '../../../ui/format.ts';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';
import { refetchDraft } from '../composer/drafts.ts';
import { myZone } from '../when/zone.ts';

export type Scheduled = Awaited<ReturnType<typeof client.conversations.scheduled>>[number];

/** What waits in a conversation. When something comes back to this agent, its words are fetched into the draft. */
export function useScheduled(id: string): readonly Scheduled[] {
  const { data } = useQuery(api.conversations.scheduled.queryOptions({ input: { id } }));
  const back = (data ?? []).filter(({ state }) => state === 'returned').map((one) => one.id);
  const known = useRef<ReadonlySet<string> | null>(null);
  const key = back.join();
  useEffect(() => {
    if (!data) return;
    const before = known.current;
    known.current = new Set(key ? key.split(',') : []);
    // What had come back before the thread was opened is in the draft that was opened with it.
    if (before && [...known.current].some((one) => !before.has(one))) void refetchDraft(id);
  }, [id, data, key]);
  return data ?? [];
}

/** Asks again for what waits. */
export function refreshScheduled(): void {
  void queries.invalidateQueries({ queryKey: api.conversations.scheduled.key() });
  void queries.invalidateQueries({ queryKey: api.conversations.allScheduled.key() });
}

async function attempt(one: Scheduled, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    toast(sentence(error), { bad: true });
    return false;
  } finally {
    refreshScheduled();
    refresh(one.conversation.id);
  }
}

/** Takes a waiting reply back into the composer, or a colleague's out of the way; for what came back, lets it be. */
export const takeBackScheduled = async (one: Scheduled): Promise<boolean> => {
  const done = await attempt(one, () =>
    write(api.conversations.callOff.mutationOptions(), { scheduledId: one.id, keep: true }),
  );
  if (done && one.mine && one.state === 'waiting') await refetchDraft(one.conversation.id);
  return done;
};

/** Throws a waiting reply away, with the way back for as long as the toast stands. */
export async function throwAway(one: Scheduled): Promise<void> {
  const done = await attempt(one, () =>
    write(api.conversations.callOff.mutationOptions(), { scheduledId: one.id, keep: false }),
  );
  if (!done) return;
  const again = () =>
    void attempt(one, () =>
      write(api.conversations.schedule.mutationOptions(), {
        id: one.conversation.id,
        ...(one.html ? { html: one.html } : { text: one.text }),
        attachments: one.attachments.map((file) => file.id).filter((file) => !one.html?.includes(file)),
        ...(one.to && { to: one.to }),
        ...(one.cc && { cc: one.cc }),
        ...(one.bcc.length > 0 && { bcc: one.bcc }),
        sendAt: one.sendAt,
        timeZone: one.timeZone,
        statusAfter: one.statusAfter,
      }),
    );
  toast(t('conversations.later.thrownAway'), { action: { label: t('conversations.undo'), onAct: again } });
}

export const sendScheduledNow = (one: Scheduled): Promise<boolean> =>
  attempt(one, () => write(api.conversations.sendScheduled.mutationOptions(), { scheduledId: one.id }));

export async function moveScheduled(one: Scheduled, at: Date): Promise<void> {
  const done = await attempt(one, () =>
    write(api.conversations.changeScheduled.mutationOptions(), {
      scheduledId: one.id,
      sendAt: at,
      timeZone: myZone(),
    }),
  );
  if (done) toast(t('conversations.later.said', { time: shortTime(at, new Date()) }));
}
