import { api } from '../../../ui/api.ts';
import { shortTime } from '../../../ui/format.ts';
import type { Conversation, Row } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { priorityName, statusName } from '../names.ts';
import type { Act } from './perform.ts';
import { write } from './write.ts';

/** Every change the desk can make to a conversation, each as one act that knows its way back. */

type Person = { id: string; name: string };
const { conversations } = api;

/** Assigns to an agent and/or a team; null takes away, a missing one stays as it is. */
export function assign(row: Row, to: { agent?: Person | null; team?: Person | null }): Act {
  const act = ({ agent, team }: typeof to): Act => ({
    patch: () => ({ ...(agent !== undefined && { assignee: agent }), ...(team !== undefined && { team }) }),
    send: () =>
      write(conversations.assign.mutationOptions(), {
        id: row.id,
        ...(agent !== undefined && { agentId: agent?.id ?? null }),
        ...(team !== undefined && { teamId: team?.id ?? null }),
      }),
    said: said(agent ?? team ?? null),
  });
  return {
    ...act(to),
    undo: act({
      ...(to.agent !== undefined && { agent: row.assignee }),
      ...(to.team !== undefined && { team: row.team }),
    }),
  };
}
const said = (to: Person | null) =>
  to ? t('conversations.act.assigned', { name: to.name }) : t('conversations.act.unassigned');

export type Resolution = { how?: string; causeId?: string | null; why?: string };

export function solve(row: Row, resolution: Resolution = {}): Act {
  return {
    patch: () => ({ status: 'solved', snoozedUntil: null }),
    send: () => write(conversations.solve.mutationOptions(), { id: row.id, ...resolution }),
    said: t('conversations.act.solved'),
    undo: backTo(row),
  };
}

export function reopen(row: Row): Act {
  return {
    patch: () => ({ status: 'open' }),
    send: () => write(conversations.reopen.mutationOptions(), { id: row.id }),
    said: t('conversations.act.reopened'),
    ...(row.status === 'solved' && { undo: { ...solve(row), undo: undefined } }),
  };
}

export function setStatus(row: Row, status: 'open' | 'waiting' | 'held'): Act {
  return {
    patch: () => ({ status }),
    send: () => write(conversations.status.mutationOptions(), { id: row.id, status }),
    said: t('conversations.act.status', { status: statusName(status) }),
    undo: backTo(row),
  };
}

/** The status it had; "new" comes back as open, because somebody has seen it. */
function backTo(row: Row): Act {
  const { status } = row;
  const done = status === 'solved' || status === 'closed';
  const before = status === 'waiting' || status === 'held' ? status : 'open';
  return {
    patch: () => ({ status }),
    send: async () => {
      if (done) return write(conversations.solve.mutationOptions(), { id: row.id });
      return write(conversations.status.mutationOptions(), { id: row.id, status: before });
    },
    said: t('conversations.act.status', { status: statusName(done ? 'solved' : before) }),
  };
}

export function setPriority(row: Row, priority: number): Act {
  const act = (to: number): Act => ({
    patch: () => ({ priority: to }),
    send: () => write(conversations.change.mutationOptions(), { id: row.id, priority: to }),
    said: t('conversations.act.priority', { priority: priorityName(to) }),
  });
  return { ...act(priority), undo: act(row.priority) };
}

export function setKind(row: Row, kind: Row['kind']): Act {
  const act = (to: Row['kind']): Act => ({
    patch: () => ({ kind: to }),
    send: () => write(conversations.change.mutationOptions(), { id: row.id, kind: to }),
    said: t('conversations.act.changed'),
  });
  return { ...act(kind), undo: act(row.kind) };
}

export function setSubject(row: Row, subject: string): Act {
  const act = (to: string): Act => ({
    patch: () => ({ subject: to }),
    send: () => write(conversations.change.mutationOptions(), { id: row.id, subject: to }),
    said: t('conversations.act.subject'),
  });
  return { ...act(subject), ...(row.subject && { undo: act(row.subject) }) };
}

/** Sets one custom field; null empties it. */
export function setField(conversation: Conversation, key: string, value: unknown): Act {
  const act = (to: unknown): Act => ({
    patch: (now) => ({ fields: { ...('fields' in now ? (now as Conversation).fields : {}), [key]: to } }),
    send: () => write(conversations.change.mutationOptions(), { id: conversation.id, fields: { [key]: to } }),
    said: t('conversations.act.changed'),
  });
  return { ...act(value), undo: act(conversation.fields[key] ?? null) };
}

export function moveTo(row: Row, inbox: Person): Act {
  const act = (to: Person): Act => ({
    patch: () => ({ inbox: to }),
    send: () => write(conversations.change.mutationOptions(), { id: row.id, inboxId: to.id }),
    said: t('conversations.act.moved', { inbox: to.name }),
  });
  return { ...act(inbox), undo: act(row.inbox) };
}

/** Puts away until a time, or with `answer` until the customer answers and that time at latest; null brings it back. */
export function snooze(row: Row, until: Date | null, answer = false): Act {
  const act = (to: Date | null, forAnswer: boolean): Act => ({
    patch: () => ({ snoozedUntil: to, snoozedForAnswer: forAnswer }),
    send: () => write(conversations.snooze.mutationOptions(), { id: row.id, until: to, answer: forAnswer }),
    said: !to
      ? t('conversations.act.woken')
      : t(forAnswer ? 'conversations.act.snoozedForAnswer' : 'conversations.act.snoozed', {
          time: shortTime(to, new Date()),
        }),
  });
  return { ...act(until, answer), undo: act(row.snoozedUntil, row.snoozedForAnswer) };
}

export function tag(row: Row, add: readonly string[], remove: readonly string[]): Act {
  const act = (plus: readonly string[], minus: readonly string[]): Act => ({
    patch: ({ tags }) => ({
      tags: [
        ...tags.filter(({ name }) => !minus.includes(name) && !plus.includes(name)),
        ...plus.map((name) => ({ id: name, name, hue: 0 })),
      ],
    }),
    send: () =>
      write(conversations.tag.mutationOptions(), { id: row.id, add: [...plus], remove: [...minus] }),
    said: t('conversations.act.tagged'),
  });
  return { ...act(add, remove), undo: act(remove, add) };
}

const restoreAct = (row: Row): Act => ({
  patch: () => ({ place: 'inbox' }),
  send: () => write(conversations.restore.mutationOptions(), { id: row.id }),
  said: t('conversations.act.restored'),
});

export function spam(row: Row, block: boolean): Act {
  return {
    patch: () => ({ place: 'spam' }),
    send: () => write(conversations.spam.mutationOptions(), { id: row.id, block }),
    said: t(block ? 'conversations.act.spamBlocked' : 'conversations.act.spam'),
    undo: block ? unspam(row) : restoreAct(row),
  };
}

/** Takes out of spam and hears from the sender again. */
function unspam(row: Row): Act {
  const back = restoreAct(row);
  const pattern = row.customer.email;
  return {
    ...back,
    send: async () => {
      await back.send();
      if (pattern) await write(conversations.unblock.mutationOptions(), { pattern });
    },
  };
}

export function bin(row: Row): Act {
  return {
    patch: () => ({ place: 'bin' }),
    send: () => write(conversations.bin.mutationOptions(), { id: row.id }),
    said: t('conversations.act.binned'),
    undo: restoreAct(row),
  };
}

export function restore(row: Row): Act {
  return {
    ...restoreAct(row),
    undo: row.place === 'bin' ? { ...bin(row), undo: undefined } : { ...spam(row, false), undo: undefined },
  };
}

/** Agrees to, or refuses, somebody a stranger named. */
export function acceptParticipant(conversation: Conversation, address: string, accept: boolean): Act {
  return {
    patch: (now) => ({
      participants: ('participants' in now ? (now as Conversation) : conversation).participants.flatMap(
        (one) => (one.address !== address ? [one] : accept ? [{ ...one, pending: false }] : []),
      ),
    }),
    send: () =>
      write(conversations.acceptParticipant.mutationOptions(), { id: conversation.id, address, accept }),
    said: t(accept ? 'conversations.act.accepted' : 'conversations.act.refused', { address }),
  };
}
