import { v7 } from 'uuid';
import { api, queries } from '../../../ui/api.ts';
import { code, sentence } from '../../../ui/errors.ts';
import { shortTime } from '../../../ui/format.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { store } from '../../../ui/store.ts';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { canUndo, refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';
import type { Me } from '../people.ts';
import type { Message } from '../thread/Messages.tsx';
import { emptyNote, emptyReply, type Half, htmlToWords, isEmptyDraft, type Mode } from './draft-body.ts';
import { draftOf, holdSaving, replaceDraft, type Stop } from './drafts.ts';
import { endOffer, giveBack, offer, remember } from './way-back.ts';

/** A message on its way to the server: shown in its place, and kept if it fails. */
export type Leaving = {
  id: string;
  conversation: string;
  mode: Mode;
  author: { id: string; name: string };
  at: Date;
  text: string;
  files: number;
  half: Half;
  /** Why it did not go; nothing is lost. */
  error?: string;
  retry: () => void;
};

const leaving = store<readonly Leaving[]>([]);
const none: readonly Leaving[] = [];
const seen = new Map<string, string | null>();

/** What is on its way in one conversation. */
export function useLeaving(conversation: string): readonly Leaving[] {
  const all = leaving.use();
  return all.length === 0 ? none : all.filter((one) => one.conversation === conversation);
}

/** Remembers the newest message that was really before somebody's eyes. */
export const markSeen = (conversation: string, messageId: string): void =>
  void seen.set(conversation, messageId);

const change = (id: string, to: Partial<Leaving> | null) =>
  leaving.set((all) => all.flatMap((one) => (one.id !== id ? [one] : to ? [{ ...one, ...to }] : [])));

// Leaving the page must not lose what the server does not have yet.
addEventListener('beforeunload', (event) => {
  if (leaving.get().length > 0) event.preventDefault();
});

/** Puts a message that did not go back into the composer. */
export function putBack(one: Leaving): void {
  change(one.id, null);
  giveBack(one.conversation, one.mode, one.half);
}

type Send = {
  conversation: Conversation;
  me: Me;
  then: Stop['then'];
  seen?: string | null;
  /** It waits until then. */
  at?: Date | undefined;
};

/** Sends what the composer holds, as a reply or a note, and empties it. */
export function send({ conversation, me, then, at: leavesAt, ...more }: Send): void {
  const { id } = conversation;
  const { body } = draftOf(id);
  const { mode } = body;
  const half = body[mode];
  const messageId = v7();
  remember(messageId, half);
  holdSaving(id);
  replaceDraft(id, (now) => ({ ...now, [mode]: mode === 'reply' ? emptyReply : emptyNote }), {
    stop: null,
    touched: false,
  });
  holdSaving(id);
  const common = { id, messageId, html: half.html, attachments: half.files.map((file) => file.id) };
  const { undoSeconds } = me.preferences;
  const { to, cc, bcc } = body.reply;
  const people = {
    ...(to && { to: [...to] }),
    ...(cc && { cc: [...cc] }),
    ...(bcc.length > 0 && { bcc: [...bcc] }),
    seen: 'seen' in more ? more.seen : (seen.get(id) ?? conversation.newestMessageId),
  };
  const reply = { ...common, ...people, undoSeconds, solve: then === 'solve' };
  const { messageId: scheduledId, ...words } = common;
  const later = leavesAt && {
    ...words,
    ...people,
    scheduledId,
    sendAt: leavesAt,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    statusAfter: statusAfter[then],
  };
  // The input object is made once: trying again is the same write and cannot send twice.
  const go = async (): Promise<void> => {
    try {
      if (mode === 'note') await write(api.conversations.note.mutationOptions(), common);
      else if (later) await write(api.conversations.schedule.mutationOptions(), later);
      else await write(api.conversations.reply.mutationOptions(), reply);
      if (mode === 'reply' && then === 'open' && !later)
        await write(api.conversations.status.mutationOptions(), { id, status: 'open' });
    } catch (error) {
      if (code(error) === 'NEWER_MESSAGE') return stopped(error as StopError);
      return change(messageId, { error: sentence(error) });
    }
    if (!isEmptyDraft(draftOf(id).body)) replaceDraft(id, (now) => now);
    if (later) sayScheduled(id, messageId, half, later.sendAt);
    else if (mode === 'reply') sayLeft(id, messageId, undoSeconds, then);
    refresh(id);
    await queries.invalidateQueries({ queryKey: api.conversations.messages.key({ input: { id } }) });
    change(messageId, null);
  };
  const stopped = (error: StopError) => {
    change(messageId, null);
    giveBack(id, mode, half, { ...error.data, then, at: leavesAt });
    refresh(id);
  };
  const retry = () => {
    change(messageId, { error: undefined });
    void go();
  };
  const text = htmlToWords(half.html);
  const author = { id: me.id, name: me.name };
  const at = new Date();
  leaving.set((all) => [
    ...all,
    { id: messageId, conversation: id, mode, author, at, text, files: half.files.length, half, retry },
  ]);
  void go();
}

const statusAfter = { wait: 'waiting', solve: 'solved', open: 'open' } as const;

/** Says when it will leave, with the way back into the composer. */
function sayScheduled(conversation: string, scheduledId: string, half: Half, at: Date): void {
  const again = () => void queries.invalidateQueries({ queryKey: api.conversations.scheduled.key() });
  again();
  const undo = async () => {
    try {
      await write(api.conversations.callOff.mutationOptions(), { scheduledId, keep: false });
      giveBack(conversation, 'reply', half);
    } catch (error) {
      toast(sentence(error), { bad: true });
    }
    again();
  };
  const action = { label: t('conversations.undo'), onAct: () => void undo() };
  toast(t('conversations.later.said', { time: shortTime(at, new Date()) }), { action });
}

type StopError = Error & { data: { missed: readonly Message[]; newest: string | null } };

/** Says that it went, with the way back as long as there is one. */
export function sayLeft(
  conversation: string,
  messageId: string,
  undoSeconds: number,
  then: Stop['then'],
): void {
  const said = t(then === 'solve' ? 'conversations.sentSolved' : 'conversations.sent');
  if (undoSeconds === 0) return void toast(said);
  const undo = () =>
    void import('./take-back.ts').then(({ takeBack }) => takeBack(conversation, { id: messageId }));
  const stay = undoSeconds * 1000;
  const close = toast(said, { stay, action: { label: t('conversations.undo'), onAct: undo } });
  const drop = canUndo(undo);
  const timer = setTimeout(() => endOffer(messageId), stay);
  offer(messageId, () => {
    clearTimeout(timer);
    close();
    drop();
  });
}
